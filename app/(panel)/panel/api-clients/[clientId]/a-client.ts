import { z } from "zod";
import { isId } from "@/lib/id";

/** The hidden field by which a form says which API client it is about. Whose client it is, the room asks. */
export const aClient = z.object({ clientId: z.string().refine(isId) });

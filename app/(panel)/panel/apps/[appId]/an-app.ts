import { z } from "zod";
import { isId } from "@/lib/id";

/** The hidden field by which a form says which app it is about. Whose app it is, the room asks. */
export const anApp = z.object({ appId: z.string().refine(isId) });

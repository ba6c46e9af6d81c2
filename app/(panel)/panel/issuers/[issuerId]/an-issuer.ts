import { z } from "zod";
import { isId } from "@/lib/id";

/** The hidden field by which a form says which issuer it is about. Whose issuer it is, the room asks. */
export const anIssuer = z.object({ issuerId: z.string().refine(isId) });

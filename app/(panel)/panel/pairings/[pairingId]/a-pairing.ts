import { z } from "zod";
import { isId } from "@/lib/id";

/** The hidden field by which a form says which pairing it is about. Whose pairing it is, the room asks. */
export const aPairing = z.object({ pairingId: z.string().refine(isId) });

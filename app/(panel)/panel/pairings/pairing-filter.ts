import { z } from "zod";
import { isId } from "@/lib/id";
import { pairingStates } from "@/lib/protocols/paired-launch";

/** What the list of pairings can be asked for; what cannot be read is left out, so that every address shows a list. */
export const pairingFilter = z.object({
  state: z.enum(pairingStates).optional().catch(undefined),
  search: z
    .string()
    .trim()
    .min(1)
    .max(254)
    // PostgreSQL takes no NUL in a text.
    .refine((text) => !text.includes("\0"))
    .optional()
    .catch(undefined),
  after: z.string().refine(isId).optional().catch(undefined),
});
export type PairingListFilter = z.infer<typeof pairingFilter>;

/** The address of the list as `filter` has it. */
export function pairingsPath(filter: PairingListFilter): string {
  const query = new URLSearchParams();
  for (const name of ["state", "search", "after"] as const) {
    const value = filter[name];
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? "/panel/pairings" : `/panel/pairings?${query.toString()}`;
}

import { z } from "zod";
import { isId } from "@/lib/id";

/** What the list of partners can be asked for; what cannot be read is left out, so that every address shows a list. */
export const partnerFilter = z.object({
  status: z.enum(["none", "requested", "active", "suspended"]).optional().catch(undefined),
  search: z
    .string()
    .trim()
    .min(1)
    .max(80)
    // PostgreSQL takes no NUL in a text.
    .refine((text) => !text.includes("\0"))
    .optional()
    .catch(undefined),
  order: z.enum(["newest", "name"]).catch("newest"),
  after: z.string().refine(isId).optional().catch(undefined),
});
export type PartnerFilter = z.infer<typeof partnerFilter>;

/** The address of the list as `filter` has it. */
export function partnersPath(filter: Partial<PartnerFilter>): string {
  const query = new URLSearchParams();
  for (const name of ["search", "status", "order", "after"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== "newest") query.set(name, value);
  }
  return query.size === 0 ? "/operator/partners" : `/operator/partners?${query.toString()}`;
}

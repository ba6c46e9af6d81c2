import { z } from "zod";
import { isId } from "@/lib/id";
import { termsInput } from "@/lib/terms";

const emptyIsNone = (typed: unknown) => (typed === "" || typed === undefined ? null : typed);
const { shape } = termsInput;

/** The form of a text to be published. Its time is that of a field for date and time, in UTC. */
export const termsForm = z.object({
  ...shape,
  slug: z.preprocess((typed) => (typeof typed === "string" ? typed.trim() : typed), shape.slug),
  country: z.preprocess((typed) => emptyIsNone(typeof typed === "string" ? typed.trim().toUpperCase() : typed), shape.country),
  language: z.preprocess((typed) => (typeof typed === "string" ? typed.trim().toLowerCase() : typed), shape.language),
  mandatory: z.enum(["mandatory", "optional"]).transform((choice) => choice === "mandatory"),
  effectiveAt: z.preprocess(asInstant, shape.effectiveAt),
  draftId: z.preprocess(emptyIsNone, z.string().refine(isId).nullable()),
});

function asInstant(typed: unknown): unknown {
  const text = emptyIsNone(typed);
  if (typeof text !== "string") return text;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(text) ? new Date(`${text}Z`) : text;
}

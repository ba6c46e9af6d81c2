import { z } from "zod";
import { word } from "./word";

/** Nobody has a longer one. */
export const LONGEST_PASSWORD = 128;

/** A password that somebody chooses (ASVS 5.0, 6.2.1 and 6.2.9): any characters, 8 to 128 of them. */
export const newPassword = z
  .string({ error: word("forms.password.missing") })
  .min(8, word("forms.password.tooShort"))
  .max(LONGEST_PASSWORD, word("forms.password.tooLong"))
  .refine((value) => new Set(value).size >= 4, word("forms.password.tooSimple"));

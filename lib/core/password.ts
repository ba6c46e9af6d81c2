import { z } from "zod";

/** A password that somebody chooses (ASVS 5.0, 6.2.1 and 6.2.9): any characters, 8 to 128 of them. */
export const newPassword = z
  .string({ error: "Choose a password." })
  .min(8, "A password needs at least 8 characters.")
  .max(128, "A password has at most 128 characters.")
  .refine((value) => new Set(value).size >= 4, "This password is too simple. Use a few different characters.");

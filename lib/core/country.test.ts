import { expect, test } from "vitest";
import { isCountry, languageOfCountry } from "./country";

test("P3-18: a country is one of the 249 assigned codes, in capital letters", () => {
  const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  expect(letters.flatMap((one) => letters.map((two) => one + two)).filter(isCountry)).toHaveLength(249);
  for (const code of ["es", "XX", "ESP", "E'S", "", "EU", "UK", "XK"]) expect(isCountry(code), code).toBe(false);
});

test("each has a language that is likely spoken there", () => {
  expect(["ES", "PL", "BR", "GB", "JP"].map(languageOfCountry)).toEqual(["es", "pl", "pt", "en", "ja"]);
});

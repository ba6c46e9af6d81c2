import { expect, test } from "vitest";
import { cataloguePath, catalogueQuery } from "./catalogue-query";

const read = (query: Record<string, string | string[] | undefined>) => catalogueQuery(Promise.resolve(query));

test("an address asks for words, a category and a page", async () => {
  expect(await read({ q: " tea ", category: "music", after: "x" })).toEqual({ text: "tea", category: "music", after: "x" });
});

test("PN-43: what makes no sense asks for nothing", async () => {
  for (const odd of [{}, { q: ["a", "b"], category: ["music"], after: ["x", "y"] }, { category: "constructor" }, { "q[not]": "x" }])
    expect(await read(odd)).toEqual({ text: "", category: null, after: null });
  expect((await read({ q: "x".repeat(5_000) })).text).toHaveLength(100);
});

test("a path says what was asked for, and no more", async () => {
  expect(cataloguePath({})).toBe("/services");
  expect(cataloguePath({ text: "a&b=100%", category: "work", after: "x" })).toBe("/services?q=a%26b%3D100%25&category=work&after=x");
  const back = Object.fromEntries(new URLSearchParams(cataloguePath({ text: "ä \ud800" }).split("?")[1]));
  expect((await read(back)).text).toBe("ä \ufffd");
});

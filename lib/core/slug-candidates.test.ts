import { expect, test } from "vitest";
import { slugCandidates } from "./slug-candidates";

const id = "01a201fc-a242-77be-9387-26f07c7585a4";

test("namesakes get numbers from 2 on, and the last resort is the id's own", () => {
  const slugs = slugCandidates("Acme", "partner", id);
  expect(slugs.slice(0, 3)).toEqual(["acme", "acme-2", "acme-3"]);
  expect(slugs.at(-1)).toBe("acme-26f07c7585a4");
  expect(new Set(slugs).size).toBe(slugs.length);
});

test("a name without a Latin letter gets the fallback", () => {
  expect(slugCandidates("本", "app", id)[0]).toBe("app");
});

test("a name that is spelled like an id gives no slug that could be taken for one", () => {
  expect(slugCandidates(id, "app", id)[0]).toBe(`app-${id}`);
});

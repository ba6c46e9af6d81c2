import { expect, test } from "vitest";
import { changedSections } from "./changed-sections";

test("sections that came, went and changed are told by their headings", () => {
  const before = "Hello.\n\n# One\n\nOld.\n\n## Two\n\nSame.\n\n# Three\n\nGone.\n";
  const after = "Hello!\n\n# One\n\nNew.\n\n## Two\n\nSame.\n\n# Four #\n\nHere.\n";
  expect(changedSections(before, after)).toEqual({ added: ["Four"], changed: ["", "One"], removed: ["Three"] });
});

test("blank lines, indents and another level are no change that a reader can see; a hash in code is no heading", () => {
  const before = "# One\nText.\n```\n# not one\n```\n";
  expect(changedSections(before, "\n## One\n\n  Text.\n\n```\n# not one\n```\n\n")).toEqual({ added: [], changed: [], removed: [] });
  expect(changedSections("", "")).toEqual({ added: [], changed: [], removed: [] });
});

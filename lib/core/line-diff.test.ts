import { expect, test } from "vitest";
import { lineDiff } from "./line-diff";

const told = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

test("lines that came and went are told where they stand", () => {
  expect(told("a\nb\nc", "a\nc\nd")).toEqual([" a", "-b", " c", "+d"]);
  expect(told("a", "b")).toEqual(["-a", "+b"]);
  expect(told("same\n\nsame", "same\n\nsame")).toEqual([" same", " ", " same"]);
});

test("without the added lines it is the text before, without the removed ones the text after", () => {
  for (const [before, after] of [
    ["", "a\nb"],
    ["x\ny\nz", ""],
    ["a\nb\na\nb", "b\na\nb\na"],
    ["1\n2\n3\n4\n5", "1\n3\n2\n5\n6"],
  ] as const) {
    const lines = lineDiff(before, after);
    const without = (kind: string) => lines.flatMap((line) => (line.kind === kind ? [] : [line.text])).join("\n");
    expect(without("added")).toBe(before);
    expect(without("removed")).toBe(after);
  }
});

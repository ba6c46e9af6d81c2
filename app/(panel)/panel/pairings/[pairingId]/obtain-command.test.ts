import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { obtainCommand } from "./obtain-command";

test("whatever a PSClientID is, the shell makes one URL of it, which names it again", () => {
  const printable = Array.from({ length: 0x7e - 0x21 + 1 }, (_, place) => String.fromCharCode(0x21 + place)).join("");
  const command = obtainCommand("https://id.example", printable, "a token");
  const words = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" })
    .trimEnd()
    .split("\n");
  expect(words.slice(0, 2)).toEqual(["-H", "APIToken: a token"]);
  expect(words).toHaveLength(3);
  expect(new URL(words[2] ?? "").searchParams.get("PSClientID")).toBe(printable);
});

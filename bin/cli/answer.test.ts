import { expect, test } from "vitest";
import { asJson, asText } from "./answer";

test("JSON is one document on one line", () => {
  expect(asJson({ status: "active" })).toBe('{"status":"active"}\n');
  expect(asJson([])).toBe("[]\n");
});

test("people get a line for each member, or a table", () => {
  expect(asText({ appId: "1", slug: "shop" })).toBe("appId  1\nslug   shop\n");
  expect(
    asText([
      { id: "1", reason: "token_used", appId: null },
      { id: "22", reason: "accepted", appId: "3" },
    ]),
  ).toBe("id  reason      appId\n1   token_used  –\n22  accepted    3\n");
  expect(asText([])).toBe("Nothing.\n");
  expect(asText({ applied: ["a", "b"] })).toBe("applied  a, b\n");
  expect(
    asText({
      totals: { EUR: 349, JPY: 0 },
      lines: [
        { app: "a", sales: 1 },
        { app: "b", sales: null },
      ],
    }),
  ).toBe("totals  EUR 349, JPY 0\nlines   (app a, sales 1), (app b, sales –)\n");
});

test("nothing out of the database commands the terminal", () => {
  expect(asText({ name: "a\u001b[2Jb" })).toBe("name  a�[2Jb\n");
});

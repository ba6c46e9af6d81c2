import { expect, test } from "vitest";
import { detailOf } from "./wire";

const request = (path: string, ...agents: string[]) => ({ path, header: (name: string) => (name === "user-agent" ? agents : []) });

test("what is kept of a refused request is small and no secret, whatever the caller put where", () => {
  const token = `lk_live_${"a1B2".repeat(12)}x`;
  const kept = detailOf(request("/api/authorization/x", `shop/1.0 ${token}\u0000\r\n{"level":"info"} ${"very ".repeat(99)}`), "token_used");
  expect(kept.userAgent).toMatch(/^shop\/1\.0 … ?\{"level":"info"\}/);
  expect(kept.userAgent?.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(kept)).not.toContain("a1B2");
});

test("of a malformed login token its length alone is kept", () => {
  expect(detailOf(request("/api/authorization/SECRET"), "token_malformed")).toEqual({ tokenLength: 6 });
  expect(detailOf(request("/api/authorization/SECRET"), "token_used")).toEqual({});
});

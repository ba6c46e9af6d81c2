import { afterEach, describe, expect, test, vi } from "vitest";
import { clientOf, limitKey } from "./client-address";

afterEach(() => vi.unstubAllEnvs());

describe("the source that limits count", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:1:2::ffff", "2001:db8:1:2::/64"],
    ["nonsense", "unknown"],
    ["", "unknown"],
  ])("%s counts as %s", (address, key) => {
    expect(limitKey(address)).toBe(key);
  });

  test("P2-62: headers of somebody who is no trusted proxy change nothing", () => {
    expect(clientOf("203.0.113.7", { for: ["1.2.3.4"], proto: ["http"] })).toEqual({
      address: "203.0.113.7",
      ip: "203.0.113.7",
      arrivedInClear: false,
    });
  });
});

describe("behind trusted proxies", () => {
  test("the client is the nearest hop that is none of them, and they say how the request came", async () => {
    vi.resetModules();
    vi.stubEnv("LATCHKEY_TRUSTED_PROXIES", "10.0.0.0/8, ::1");
    (globalThis as Record<symbol, unknown>)[Symbol.for("latchkey.registry")] = new Map();
    const fresh = await import("./client-address");
    const seen = (peer: string, hops: string[], proto: string[] = []) => fresh.clientOf(peer, { for: hops, proto });
    expect(seen("10.1.1.1", ["6.6.6.6, 203.0.113.7, 10.9.9.9"], ["https"])).toEqual({
      address: "203.0.113.7",
      ip: "203.0.113.7",
      arrivedInClear: false,
    });
    expect(seen("::1", ["203.0.113.7"], ["http"])).toEqual({ address: "203.0.113.7", ip: "203.0.113.7", arrivedInClear: true });
    expect(seen("10.1.1.1", [], [])).toEqual({ address: "10.1.1.1", ip: "10.1.1.1", arrivedInClear: false });
    expect(seen("203.0.113.9", ["10.0.0.1"], ["http"])).toEqual({ address: "203.0.113.9", ip: "203.0.113.9", arrivedInClear: false });
  });
});

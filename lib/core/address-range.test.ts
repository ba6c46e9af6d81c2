import { expect, test } from "vitest";
import { isAddressRange, isWithin } from "./address-range";

test("an address or a block of them is a range, and nothing that a parser might take for one", () => {
  for (const text of ["192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32"]) expect(isAddressRange(text), text).toBe(true);
  for (const text of ["", "10.1", "0x7f000001", "192.0.2.1/33", "192.0.2.0/", "host.example", "192.0.2.1 ", "*", "10.1/8"])
    expect(isAddressRange(text), text).toBe(false);
});

test("an address is found in its range however it is spelled, and in no other", () => {
  expect(isWithin("192.0.2.7", ["198.51.100.1", "192.0.2.0/24"])).toBe(true);
  expect(isWithin("::ffff:192.0.2.7", ["192.0.2.7"])).toBe(true);
  expect(isWithin("2001:db8:0:0::9", ["2001:db8::/64"])).toBe(true);
  expect(isWithin("192.0.3.7", ["192.0.2.0/24"])).toBe(false);
  expect(isWithin("2001:db8::9", ["192.0.2.0/24"])).toBe(false);
  expect(isWithin("unknown", ["0.0.0.0/0"])).toBe(false);
  expect(isWithin("192.0.2.7", [])).toBe(false);
});

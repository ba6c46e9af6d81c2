import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, sumsOf, totalsOf } from "./lines";
import { decimal, shareOf } from "./share-of";
import type { PayoffEntry } from "./entry";

const amount = fc.integer({ min: -(2 ** 52), max: 2 ** 52 });
const share = fc.integer({ min: 0, max: 10_000 });

test("half a minor unit goes to the even side, above zero and below it", () => {
  const of = (net: number, basisPoints: number) => shareOf(net, basisPoints).minor;
  expect([1, 3, 5, -1, -3, -5].map((net) => of(net, 5000))).toEqual([0, 2, 2, 0, -2, -2]);
  expect([of(499, 7000), of(-499, 7000), of(3, 3333), of(0, 7000), of(7, 0), of(7, 10_000)]).toEqual([349, -349, 1, 0, 0, 7]);
});

test("the rounded share is never more than half a unit away from the exact one, and even where it is exactly half", () => {
  fc.assert(
    fc.property(amount, share, (net, basisPoints) => {
      const { tenThousandths, minor } = shareOf(net, basisPoints);
      // Exact: fractions of whole numbers, multiplied out.
      expect(tenThousandths).toBe(BigInt(net) * BigInt(basisPoints));
      const off = 2n * (BigInt(minor) * 10_000n - tenThousandths);
      const distance = off < 0n ? -off : off;
      expect(distance <= 10_000n).toBe(true);
      if (distance === 10_000n) expect(minor % 2 === 0).toBe(true);
    }),
  );
});

test("a refund takes away exactly what its sale brought", () => {
  fc.assert(
    fc.property(amount, share, (net, basisPoints) => {
      expect(shareOf(-net, basisPoints).minor + shareOf(net, basisPoints).minor).toBe(0);
    }),
  );
});

test("the exact share is told as a decimal that says all of it", () => {
  expect([3_493_000n, -3_493_000n, 1n, -1n, 0n, 20_000n].map(decimal)).toEqual(["349.3", "-349.3", "0.0001", "-0.0001", "0", "2"]);
});

test("an amount beyond exact arithmetic is refused, not rounded in silence", () => {
  expect(() => shareOf(2 ** 53, 7000)).toThrow(RangeError);
});

const entries = fc.array(
  fc.record({
    purchaseId: fc.uuid(),
    kind: fc.constantFrom("sale" as const, "refund" as const),
    at: fc.date({ noInvalidDate: true }),
    appId: fc.constantFrom("a", "b"),
    amountMinor: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    currency: fc.constantFrom("EUR", "JPY", "KWD"),
    shareBasisPoints: fc.constantFrom(0, 3333, 6250, 7000),
  }),
);

test("lines hold every entry once, currencies apart, and what they are rounded by is what is shown", () => {
  fc.assert(
    fc.property(entries, (drawn) => {
      const all = drawn.map((entry): PayoffEntry => ({
        ...entry,
        amountMinor: entry.kind === "sale" ? entry.amountMinor : -entry.amountMinor,
      }));
      const lines = linesOf(sumsOf(all), new Map());
      expect(linesOf(sumsOf(all.toReversed()), new Map())).toEqual(lines);
      for (const total of totalsOf(lines)) {
        const own = all.filter(({ currency }) => currency === total.currency);
        expect(total.sales + total.refunds).toBe(own.length);
        expect(total.netMinor).toBe(own.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
        const ownLines = lines.filter(({ currency }) => currency === total.currency);
        expect(total.shareMinor).toBe(ownLines.reduce((sum, { shareMinor }) => sum + shareMinor, 0));
      }
      expect(new Set(lines.map((line) => `${line.appId} ${line.currency} ${line.shareBasisPoints}`)).size).toBe(lines.length);
    }),
  );
});

test("a month with nothing but refunds is below zero", () => {
  const refund = {
    purchaseId: "p",
    kind: "refund",
    at: new Date(0),
    appId: "a",
    amountMinor: -499,
    currency: "EUR",
    shareBasisPoints: 7000,
  } as const;
  const [line] = linesOf(sumsOf([refund]), new Map([["a", { slug: "audio", name: "Audio" }]]));
  expect(line).toMatchObject({
    sales: 0,
    refunds: 1,
    grossMinor: 0,
    refundedMinor: 499,
    netMinor: -499,
    shareExact: "-349.3",
    shareMinor: -349,
  });
});

import { afterEach, expect, test } from "vitest";
import { now, setClock } from "./clock";
import { idMadeAtMs, newId } from "./id";

let restoreClock: () => void = () => undefined;
afterEach(() => restoreClock());

test("ids made one after the other are in order, many within one millisecond and with a clock that trembles", () => {
  const start = now().getTime();
  let asked = 0;
  restoreClock = setClock(() => start - ((asked += 1) % 7));
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a clock that was a month ahead and is put right is followed", () => {
  const start = now().getTime();
  restoreClock = setClock(() => start + 30 * 86_400_000);
  newId();
  restoreClock();
  expect(idMadeAtMs(newId())).toBeLessThan(start + 60_000);
});

import { oncePerProcess } from "@/lib/registry";

// A browser opens six connections to a site; one that keeps them all for streams could load no page any more.
const PLACES = 4;

/** Takes one of an account's places for an open stream. @returns how to give it back, once; null when all are taken */
export function takePlace(accountId: string): (() => void) | null {
  const taken = oncePerProcess("live-places", () => new Map<string, number>());
  const before = taken.get(accountId) ?? 0;
  if (before >= PLACES) return null;
  taken.set(accountId, before + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const now = (taken.get(accountId) ?? 1) - 1;
    if (now === 0) taken.delete(accountId);
    else taken.set(accountId, now);
  };
}

import { oncePerProcess } from "@/lib/registry";
import type { Found, IssuerRow } from "./store";

type Remembered = Omit<Found, "nowMs"> & {
  readonly issuer: IssuerRow;
  /** the database's clock less this process's, in milliseconds, as it was when the issuer was read */
  readonly aheadMs: number;
};

const MOST_ISSUERS = 1_000;

function remembered(): Map<string, Remembered> {
  return oncePerProcess("remembered-issuers", () => new Map<string, Remembered>());
}

/** Keeps what was read of an issuer until it is read again. Never to be believed: what it leads to is checked by the statement that lets in. */
export function rememberIssuer(iss: string, { issuer, audience, version, nowMs }: Found): void {
  if (issuer === null) return;
  if (remembered().size >= MOST_ISSUERS) remembered().clear();
  remembered().set(iss, { issuer, audience, version, aheadMs: nowMs - performance.now() });
}

/** What this process read last of an issuer, with an estimate of the database's clock; null: it has not read any. */
export function recallIssuer(iss: string): (Found & { readonly issuer: IssuerRow }) | null {
  const found = remembered().get(iss);
  return found ? { ...found, nowMs: Math.floor(performance.now() + found.aheadMs) } : null;
}

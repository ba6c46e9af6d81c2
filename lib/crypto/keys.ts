import { hkdfSync } from "node:crypto";
import { oncePerProcess } from "../registry";

type Secrets = { master: string | null; previous: string | null };
const holder = () => oncePerProcess<Secrets>("master-secret", () => ({ master: null, previous: null }));

/**
 * Sets the master secret of this process, once, when it starts. @param master 32 characters or more
 * @param previous the one before, while it is being replaced: what was made under it is still understood
 */
export function setMasterSecret(master: string, previous: string | null = null): void {
  Object.assign(holder(), { master, previous });
}

/** What keys are derived for. */
export type KeyLabel =
  | "panel-session"
  | "outbox"
  | "issuer-key"
  | "issuer-key-fingerprint"
  | "held-token"
  | "client-secret"
  | "session-token"
  | "enrolment-token"
  | "enrolment-page"
  | "claimed-email"
  | "pairing-key"
  | "held-launch";

/**
 * The key for one use: HKDF-SHA-256 (RFC 5869) of the master secret, with the use's label as `info`. Different labels
 * give keys that tell nothing of each other.
 * @returns 32 bytes
 */
export function deriveKey(label: KeyLabel): Buffer {
  const { master } = holder();
  if (master === null) throw new Error("The master secret is not known yet: the platform has to be started first.");
  return derive(master, label);
}

/** The keys with which something of this use may have been made: the current one first, then that of the previous master secret. */
export function openingKeys(label: KeyLabel): readonly Buffer[] {
  const { previous } = holder();
  return previous === null ? [deriveKey(label)] : [deriveKey(label), derive(previous, label)];
}

function derive(master: string, label: KeyLabel): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "", `latchkey/${label}`, 32));
}

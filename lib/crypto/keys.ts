import { hkdfSync } from "node:crypto";
import { oncePerProcess } from "../registry";

const holder = () => oncePerProcess<{ master: string | null }>("master-secret", () => ({ master: null }));

/** Sets the master secret of this process, once, when it starts. @param master 32 characters or more */
export function setMasterSecret(master: string): void {
  holder().master = master;
}

/** What keys are derived for. */
export type KeyLabel =
  | "panel-session"
  | "outbox"
  | "issuer-key"
  | "held-token"
  | "client-secret"
  | "session-token"
  | "enrolment-token"
  | "enrolment-page"
  | "claimed-email";

/**
 * The key for one use: HKDF-SHA-256 (RFC 5869) of the master secret, with the use's label as `info`. Different labels
 * give keys that tell nothing of each other.
 * @returns 32 bytes
 */
export function deriveKey(label: KeyLabel): Buffer {
  const { master } = holder();
  if (master === null) throw new Error("The master secret is not known yet: the platform has to be started first.");
  return Buffer.from(hkdfSync("sha256", master, "", `latchkey/${label}`, 32));
}

import { reseal } from "../crypto/seal";
import { pool } from "../db/pools";
import { resealColumn, type Resealed } from "../db/reseal-column";

/** Seals the mails that wait in the outbox under the current master secret. */
export function resealMails(): Promise<Resealed> {
  const column = { table: "outbox_mails", id: "id", sealed: "sealed_content" };
  return resealColumn<Uint8Array>(pool("pages"), column, (id, sealed) => reseal("outbox", id, sealed));
}

import { setTimeout as delay } from "node:timers/promises";
import { now } from "../clock";
import type { Queryable } from "../db/queryable";
import { log } from "../log";
import { openContent } from "./content";
import type { Transport } from "./smtp";

// Longer than an attempt can take (smtp.ts). Who has claimed a mail and dies leaves it to the others after this.
const LEASE_MS = 10 * 60_000;
const FIRST_DELAY_MS = 15_000;
// Not longer: a reset link is of use for half an hour.
const LONGEST_DELAY_MS = 10 * 60_000;
/** Milliseconds after which nobody waits for a mail any more. */
const GIVE_UP_MS = 3 * 86_400_000;
// A mail server that answers slowly must not keep one round going for ever.
const MOST_PER_ROUND = 200;

/**
 * Sends what is due, one mail after the other, until nothing is left or the mail server is away. Any number of processes may
 * do it at once: a mail is claimed by one conditional write, for as long as an attempt can take.
 *
 * **At least once.** The server's "250" and our note of it are two things: a process that dies exactly between them leaves
 * a mail that was sent and is not noted, and after the lease it is sent again – with the same `Message-ID`, by which mailboxes
 * know it for the same. The other order would lose it. A database that is away in that moment is waited for.
 * @returns how many the server took
 */
export async function deliverDue(db: Queryable, transport: Transport): Promise<number> {
  let taken = 0;
  for (let count = 0; count < MOST_PER_ROUND; count += 1) {
    const mail = await claim(db);
    if (!mail) return taken;
    const content = openContent(mail.id, mail.sealed_content);
    if (!content) {
      await noteOver(db, mail, "given_up_at");
      log().error({ mailId: mail.id, kind: mail.kind }, "a mail was given up: it was sealed under another secret");
      continue;
    }
    const outcome = await transport({ id: mail.id, kind: mail.kind, to: mail.recipient, ...content });
    if (outcome === "taken") {
      taken += 1;
      await noteOver(db, mail, "sent_at");
      log().info({ mailId: mail.id, kind: mail.kind, attempts: mail.attempts }, "a mail was sent");
    } else if (outcome === "refused") {
      await noteOver(db, mail, "given_up_at");
      log().warn({ mailId: mail.id, kind: mail.kind }, "a mail was given up: the mail server has no such mailbox");
    } else {
      await noteLater(db, mail);
      if (outcome === "server_away") return taken;
    }
  }
  return taken;
}

/** Gives up mails that could not be sent for three days, whatever the reason. @returns how many */
export async function giveUpOldMails(db: Queryable): Promise<number> {
  const at = now();
  const { rowCount } = await db.query(
    `UPDATE outbox_mails SET given_up_at = $1, sealed_content = NULL
      WHERE sent_at IS NULL AND given_up_at IS NULL AND created_at < $2 AND next_attempt_at < $3`,
    // Not one that is just being sent.
    [at, new Date(at.getTime() - GIVE_UP_MS), new Date(at.getTime() + LONGEST_DELAY_MS)],
  );
  const count = rowCount ?? 0;
  if (count > 0) log().error({ mails: count }, "mails were given up: they could not be sent for three days");
  return count;
}

/** Milliseconds until the next attempt. @param attempts how many there were */
export function retryDelayMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 20));
}

type Claimed = { id: string; kind: string; recipient: string; sealed_content: Buffer; attempts: number };

async function claim(db: Queryable): Promise<Claimed | null> {
  const at = now();
  const { rows } = await db.query<Claimed>({
    name: "claim-mail",
    text: `UPDATE outbox_mails SET attempts = attempts + 1, next_attempt_at = $2
            WHERE id = (SELECT id FROM outbox_mails
                         WHERE sent_at IS NULL AND given_up_at IS NULL AND next_attempt_at <= $1
                         ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, recipient, sealed_content, attempts`,
    values: [at, new Date(at.getTime() + LEASE_MS)],
  });
  return rows[0] ?? null;
}

// The server has the mail: that must be noted while the claim holds, or it would be sent again.
async function noteOver(db: Queryable, { id }: Claimed, column: "sent_at" | "given_up_at"): Promise<void> {
  const until = performance.now() + LEASE_MS / 2;
  for (;;) {
    try {
      await db.query(
        `UPDATE outbox_mails SET ${column} = $2, sealed_content = NULL WHERE id = $1 AND sent_at IS NULL AND given_up_at IS NULL`,
        [id, now()],
      );
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await delay(1_000);
    }
  }
}

// Only while the claim is still ours: `attempts` tells.
async function noteLater(db: Queryable, { id, attempts }: Claimed): Promise<void> {
  await db.query(
    "UPDATE outbox_mails SET next_attempt_at = $3 WHERE id = $1 AND attempts = $2 AND sent_at IS NULL AND given_up_at IS NULL",
    [id, attempts, new Date(now().getTime() + retryDelayMs(attempts))],
  );
}

import { pool } from "../db/pools";
import { isDatabaseGone } from "../db/failure";
import { environment } from "../env";
import { readiness } from "../health/readiness";
import { log } from "../log";
import { deliverDue } from "../mail/delivery";
import { mailBell } from "../mail/outbox";
import { smtpTransport } from "../mail/smtp";

const EVERY_MS = 3_000;
// The transaction that wrote the mail has to end first.
const AFTER_RING_MS = 150;
// A process that stops lets an attempt that is on its way come to its end, within reason (R14).
const LAST_WORDS_MS = 4_000;

/**
 * Sends the outbox's mails, every few seconds and soon after this process has written one. Does nothing while no mail server
 * is named. @returns a function that ends it, and lets what is on its way come through
 */
export function startMailDelivery(): () => Promise<void> {
  const { mail } = environment();
  if (mail === null) return () => Promise.resolve();
  const transport = smtpTransport(mail);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let rung = false;
  let stopped = false;
  const plan = (afterMs: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(start, afterMs).unref();
  };
  const start = () => {
    rung = false;
    running = round(transport).finally(() => {
      running = null;
      plan(rung ? AFTER_RING_MS : EVERY_MS);
    });
  };
  mailBell().ring = () => {
    rung = true;
    if (running === null) plan(AFTER_RING_MS);
  };
  plan(AFTER_RING_MS);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    if (running) await Promise.race([running, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
  };
}

async function round(transport: ReturnType<typeof smtpTransport>): Promise<void> {
  if (readiness().reason !== null) return;
  try {
    await deliverDue(pool("pages"), transport);
  } catch (error) {
    log()[isDatabaseGone(error) ? "warn" : "error"]({ error }, "the outbox could not be worked through; it is tried again");
  }
}

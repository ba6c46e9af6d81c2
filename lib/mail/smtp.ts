import nodemailer from "nodemailer";
import type { MailSettings } from "../env/mail-settings";
import { log } from "../log";
import type { Composed } from "./layout";

/** A mail on its way. */
export type Outgoing = Composed & { readonly id: string; readonly kind: string; readonly to: string };

/**
 * What became of an attempt: the server took the mail; it has no such mailbox, and never will; it could not be asked; or it
 * was asked and wants to be asked again.
 */
export type Outcome = "taken" | "refused" | "server_away" | "later";

/** The way out of the house. Never throws. */
export type Transport = (mail: Outgoing) => Promise<Outcome>;

// All of them together stay well below the lease of a claim (delivery.ts), so that nobody else takes the mail meanwhile.
const deadlines = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 };

/** Sends through the mail server of the environment. Each mail has a `Message-ID` of its own, the same for every attempt. */
export function smtpTransport({ smtpUrl, from }: MailSettings): Transport {
  const server = nodemailer.createTransport({ url: smtpUrl, ...deadlines, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return async ({ id, kind, to, subject, text, html }) => {
    try {
      await server.sendMail({
        from,
        // An object is one address, whatever is in it; nothing is parsed for commas (PN-26).
        to: { name: "", address: to },
        envelope: { from: from.address, to: [to] },
        messageId: `<${id}@${domain}>`,
        subject,
        text,
        html,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return "taken";
    } catch (error) {
      return outcomeOf(error, { id, kind });
    }
  };
}

// Of the error its codes alone: the text repeats the address, and may repeat the credentials.
function outcomeOf(error: unknown, mail: { id: string; kind: string }): Outcome {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  log().warn({ mailId: mail.id, kind: mail.kind, code, command, responseCode }, "a mail could not be sent");
  // RFC 5321, section 4.2.1: asking again would change nothing. A refused sender is our own mistake, which can be mended.
  if (command === "RCPT TO" && responseCode !== undefined && responseCode >= 500) return "refused";
  return code === "EENVELOPE" || code === "EMESSAGE" ? "later" : "server_away";
}

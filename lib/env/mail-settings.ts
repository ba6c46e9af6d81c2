import { isLoopback } from "../core/target-url";
import { emailAddress } from "../core/email";

/** How mail leaves. */
export type MailSettings = {
  /** `smtp://` or `smtps://`, with user and password where the server wants them: a secret */
  readonly smtpUrl: string;
  readonly from: { readonly name: string; readonly address: string };
};

/** Reads `SMTP_URL` and `MAIL_FROM`. @param sentences gets one for each mistake */
export function readMailSettings(smtpUrl: string | undefined, from: string | undefined, sentences: string[]): MailSettings | null {
  if (smtpUrl === undefined) return null;
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  // Not repeated: there is a password in it.
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    sentences.push("SMTP_URL must look like smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587.");
  }
  if (from === undefined) {
    sentences.push("MAIL_FROM is missing: with SMTP_URL set, name the sender, such as Latchkey <login@example.com>.");
    return null;
  }
  const sender = readSender(from);
  if (!sender)
    sentences.push(`MAIL_FROM is “${from}”, but must be one address, such as login@example.com or Latchkey <login@example.com>.`);
  return sender && { smtpUrl, from: sender };
}

function readSender(text: string): MailSettings["from"] | null {
  const [, name = "", bracketed] = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const address = emailAddress.safeParse(bracketed ?? text);
  return address.success ? { name: name.trim().replace(/^"(.*)"$/, "$1"), address: address.data } : null;
}

/** Reads `LATCHKEY_DEV_OUTBOX`. @param sentences gets one when everybody's mails would be shown to the world */
export function readShowsOutbox(value: string, publicUrl: string, sentences: string[]): boolean {
  if (value !== "1") return false;
  if (URL.canParse(publicUrl) && isLoopback(new URL(publicUrl))) return true;
  sentences.push(
    `LATCHKEY_DEV_OUTBOX shows everybody's mails to whoever asks, so it is for http://localhost alone, not for ${publicUrl}: set SMTP_URL, or LATCHKEY_DEV_OUTBOX=0.`,
  );
  return false;
}

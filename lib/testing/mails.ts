import { listMails } from "../mail/list-mails";
import { tokenIn } from "./mail-server";

/** What the outbox has for an address, oldest first. */
export async function mailsTo(email: string): Promise<{ kind: string; subject: string; text: string }[]> {
  const mails = (await listMails(1_000)).filter(({ to }) => to === email).reverse();
  return mails.map(({ kind, content }) => ({ kind, subject: content?.subject ?? "", text: content?.text ?? "" }));
}

/** The secret of the link in the latest mail to an address. */
export async function latestToken(email: string): Promise<string> {
  const mails = await mailsTo(email);
  return tokenIn(mails.findLast(({ text }) => text.includes("token=")) ?? {});
}

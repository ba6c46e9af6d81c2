import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real mail server on loopback that keeps what it is given. */
export type MailServer = {
  readonly url: string;
  readonly port: number;
  /** every mail that was answered by 250, in order, with the recipients of its envelope */
  readonly mails: readonly { readonly envelope: readonly string[]; readonly mail: ParsedMail }[];
  readonly stop: () => Promise<void>;
};

/**
 * Starts one. @param options.port the one that an earlier server had
 * @param options.refuse the answer to a recipient: 550, 451 …; null takes it
 * @param options.beforeTaking is waited for before the 250 to the whole mail
 */
export async function startMailServer(
  options: { port?: number; refuse?: (recipient: string) => number | null; beforeTaking?: () => Promise<void> } = {},
): Promise<MailServer> {
  const mails: { envelope: string[]; mail: ParsedMail }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const code = options.refuse?.(address) ?? null;
      done(code === null ? null : Object.assign(new Error("not this one"), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const take = async () => {
        const mail = await simpleParser(stream);
        await options.beforeTaking?.();
        mails.push({ envelope: session.envelope.rcptTo.map(({ address }) => address), mail });
      };
      take().then(
        () => done(),
        () => done(Object.assign(new Error("not now"), { responseCode: 451 })),
      );
    },
  });
  // A client that is gone is nothing to fall over.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { port, url: `smtp://127.0.0.1:${port}`, mails, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The secret of the one link in a mail. */
export function tokenIn(mail: { readonly text?: string | undefined }): string {
  const token = /[?&]token=([0-9A-Za-z]+)/.exec(mail.text ?? "")?.[1];
  if (token === undefined) throw new Error("there is no link in this mail");
  return token;
}

import { inject } from "vitest";
import { type MailServer, startMailServer, tokenIn } from "@/lib/testing/mail-server";
import { ownDatabase } from "./pages-own-server";
import { Browser } from "./pages-browser";
import { PASSWORD } from "./pages-cast";
import { told } from "./pages-http";
import { awaitReady, type ServerProcess, startServer } from "./server-process";
import { waitFor } from "./wait-for";

/** A platform of its own that really sends mail, and the mail server that takes it. */
export type MailPlatform = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly server: ServerProcess;
  readonly mailServer: MailServer;
  /** waits for the mail of this number, from 1, to an address; its subject, text and the secret of its link */
  readonly mailTo: (email: string, number: number) => Promise<{ subject: string; text: string; token: string | null }>;
  readonly countTo: (email: string) => number;
  readonly stop: () => Promise<void>;
};

/** Starts one. */
export async function startMailPlatform(): Promise<MailPlatform> {
  const mailServer = await startMailServer();
  const database = await ownDatabase(inject("databaseUrl"));
  const server = await startServer({
    door: "front",
    databaseUrl: database.url,
    env: { SMTP_URL: mailServer.url, MAIL_FROM: "Latchkey <login@latchkey.example>" },
  });
  await awaitReady(server);
  const mailsTo = (email: string) => mailServer.mails.filter(({ envelope }) => envelope.includes(email)).map(({ mail }) => mail);
  return {
    url: server.url,
    databaseUrl: database.url,
    server,
    mailServer,
    mailTo: async (email, number) => {
      const { value } = await waitFor(`mail ${number} to ${email}`, 20_000, () => mailsTo(email)[number - 1] ?? null);
      const text = value.text ?? "";
      return { subject: value.subject ?? "", text, token: text.includes("token=") ? tokenIn(value) : null };
    },
    countTo: (email) => mailsTo(email).length,
    stop: async () => {
      await server.stop();
      await mailServer.stop();
      await database.drop();
    },
  };
}

/** The two realms, which do the same at doors of their own. */
export const realms = [
  { realm: "end users", root: "", home: "/account", more: {} },
  { realm: "panel", root: "/panel", home: "/panel/settings", more: { name: "Acme" } },
] as const;
export type Realm = (typeof realms)[number];

/** Signs somebody up in a realm. @returns the browser, signed in */
export async function signUp(url: string, { root, more }: Realm, email: string): Promise<Browser> {
  const browser = new Browser(url);
  const answer = await browser.submit(await browser.get(`${root}/sign-up`), "Sign up", { ...more, email, password: PASSWORD });
  if (answer.status !== (root === "" ? 303 : 200)) throw new Error(`Not signed up: ${told(answer)}`);
  return root === "" ? browser : signInAs(url, email, PASSWORD, "/panel");
}

/** Signs in with a password. @returns the browser, whether it is signed in or not */
export async function signInAs(url: string, email: string, password: string, root: string): Promise<Browser> {
  const browser = new Browser(url);
  await browser.submit(await browser.open(`${root}/sign-in`), "Sign in", { email, password });
  return browser;
}

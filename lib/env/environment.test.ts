import { describe, expect, test } from "vitest";
import { EnvironmentMistake, readEnvironment } from "./index";

const secret = "8f1e0c6b5d2a49738f1e0c6b5d2a4973";

function mistakes(source: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentMistake) return error.sentences;
    throw error;
  }
}

describe("the environment", () => {
  test("needs nothing: embedded database, port 3000, localhost", () => {
    const env = readEnvironment({});
    expect(env).toMatchObject({
      databaseUrl: null,
      port: 3000,
      publicUrl: "http://localhost:3000",
      secret: null,
      unsafeDatabase: false,
      host: "127.0.0.1",
    });
    expect(env.dataDirectory).toMatch(/\.latchkey$/);
  });

  test("an empty variable is an absent one", () => {
    expect(readEnvironment({ DATABASE_URL: "", PORT: "", LATCHKEY_SECRET: "" })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  test("the public URL is an origin, whatever trailing slash was typed", () => {
    expect(readEnvironment({ LATCHKEY_URL: "https://login.example.com/" }).publicUrl).toBe("https://login.example.com");
  });

  test.each([
    ["PORT", { PORT: "http" }, /PORT is “http”/],
    ["PORT beyond the range", { PORT: "70000" }, /PORT is “70000”/],
    ["a URL with a path", { LATCHKEY_URL: "https://a.example/x" }, /without a path/],
    ["no URL", { LATCHKEY_URL: "a.example" }, /LATCHKEY_URL is “a.example”/],
    ["a database that is none", { DATABASE_URL: "mysql://x", LATCHKEY_SECRET: secret }, /DATABASE_URL must look like/],
    ["PN-40: no secret beside a database of one's own", { DATABASE_URL: "postgresql://u:p@db/x" }, /LATCHKEY_SECRET is missing/],
    ["PN-40: a short secret", { LATCHKEY_SECRET: "short" }, /too short/],
    ["PN-40: an example secret", { LATCHKEY_SECRET: "please-change-me-please-change-me-please" }, /looks like an example/],
    ["PN-40: one letter, many times", { LATCHKEY_SECRET: "0".repeat(64) }, /looks like an example/],
    [
      "PN-40: a default database password on another machine",
      { DATABASE_URL: "postgresql://postgres:postgres@db.internal/x", LATCHKEY_SECRET: secret },
      /default one/,
    ],
    [
      "PN-40: a short secret before",
      { LATCHKEY_SECRET: secret, LATCHKEY_SECRET_PREVIOUS: "short" },
      /LATCHKEY_SECRET_PREVIOUS is too short/,
    ],
    [
      "a secret before that is the current one",
      { LATCHKEY_SECRET: secret, LATCHKEY_SECRET_PREVIOUS: secret },
      /is the same as LATCHKEY_SECRET/,
    ],
    ["a proxy that is no address", { LATCHKEY_TRUSTED_PROXIES: "10.0.0.0/8, nginx" }, /“nginx”/],
    ["an unknown log level", { LATCHKEY_LOG_LEVEL: "loud" }, /LATCHKEY_LOG_LEVEL/],
  ])("%s is one clear sentence", (_name, source, sentence) => {
    const found = mistakes(source);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  test("two mistakes are two sentences, and none repeats the secret", () => {
    const found = mistakes({ LATCHKEY_SECRET: "tiny-secret", LATCHKEY_URL: "nowhere" });
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain("tiny-secret");
  });

  describe("mail", () => {
    const from = "Latchkey <Login@Example.com>";

    test("is off without a server, and then waits", () =>
      expect(readEnvironment({ MAIL_FROM: from })).toMatchObject({ mail: null, showsOutbox: false }));

    test.each([
      [from, { name: "Latchkey", address: "login@example.com" }],
      ['"Latchkey, Inc." <login@example.com>', { name: "Latchkey, Inc.", address: "login@example.com" }],
      ["login@example.com", { name: "", address: "login@example.com" }],
    ])("%s is a sender", (text, sender) => {
      const smtpUrl = "smtps://user:pass@mail.example.com:465";
      expect(readEnvironment({ SMTP_URL: smtpUrl, MAIL_FROM: text }).mail).toEqual({ smtpUrl, from: sender });
    });

    test.each([
      [{ SMTP_URL: "smtp://localhost:25" }, /MAIL_FROM is missing/],
      [{ SMTP_URL: "http://localhost:25", MAIL_FROM: from }, /SMTP_URL must look like/],
      [{ SMTP_URL: "mail.example.com", MAIL_FROM: from }, /SMTP_URL must look like/],
      [{ SMTP_URL: "smtp://localhost:25", MAIL_FROM: "a@x.com, b@y.com" }, /MAIL_FROM is “a@x.com, b@y.com”/],
      [{ SMTP_URL: "smtp://localhost:25", MAIL_FROM: "Evil\nBcc: b@y.com <a@x.com>" }, /MAIL_FROM is/],
    ])("%j is a mistake, told in one sentence", (source, sentence) => {
      expect(mistakes(source)).toEqual([expect.stringMatching(sentence)]);
    });

    test("the password in SMTP_URL is not repeated", () =>
      expect(mistakes({ SMTP_URL: "smtpx://u:hunter2@h", MAIL_FROM: from }).join()).not.toContain("hunter2"));

    test("is shown when that is asked for, on one's own machine, and never beside a mail server", () => {
      expect(readEnvironment({ LATCHKEY_DEV_OUTBOX: "1" }).showsOutbox).toBe(true);
      expect(readEnvironment({ LATCHKEY_DEV_OUTBOX: "0" }).showsOutbox).toBe(false);
      expect(readEnvironment({ LATCHKEY_DEV_OUTBOX: "1", SMTP_URL: "smtp://localhost", MAIL_FROM: from }).showsOutbox).toBe(false);
      expect(mistakes({ LATCHKEY_DEV_OUTBOX: "1", LATCHKEY_URL: "https://login.example.com" })).toEqual([
        expect.stringContaining("shows everybody's mails to whoever asks"),
      ]);
    });
  });
});

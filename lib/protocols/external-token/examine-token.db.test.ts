import { newToken } from "@/lib/crypto/token";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nowMs } from "@/lib/clock";
import { signHs256 } from "@/lib/crypto/hs256";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { newSession } from "@/lib/people";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner, anAddress, anEndUser, granted, someone } from "@/lib/testing/fixtures";
import { type Examination, examineToken } from "./examine-token";
import { issuerInput } from "./issuer-input";
import { judge } from "./judge";
import { createIssuer, disableIssuer, rotateIssuerKey } from "./manage";
import { enter } from "./store";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

type Issuer = { id: string; partnerId: string; iss: string; key: string };

async function anIssuer(partnerId?: string, options: { emailDomains?: string[]; key?: string } = {}): Promise<Issuer> {
  const owner = partnerId ?? (await aPartner()).id;
  const iss = `iss-${newId().slice(-12)}`;
  const { emailDomains = [], key = null } = options;
  const more = { returnHosts: ["alpha.example"], logoutUrl: null, maxLifetimeSeconds: 3600 };
  const input = issuerInput.parse({ iss, redirectUrl: "https://alpha.example/", key, emailDomains, ...more });
  const made = granted(await createIssuer(owner, input, someone, { domainsApproved: true }));
  return { id: made.issuerId, partnerId: owner, iss, key: made.key };
}

const inSeconds = (seconds: number) => Math.floor(nowMs() / 1000) + seconds;
const sign = ({ iss, key }: Issuer, changes: object = {}, header: object = {}) =>
  signHs256(
    { alg: "HS256", typ: "JWT", ...header },
    { iss, jti: newId(), exp: inSeconds(60), aud: "farfalla", sub: "user", user: { uuid: newId() }, ...changes },
    key,
  );
const examine = async (token: string, { id, partnerId }: Issuer): Promise<Examination> => granted(await examineToken(token, id, partnerId));

/** What `/auth/token` says of a token: accepted, or why not. */
async function arrive(token: string): Promise<string> {
  const judged = await judge(gatewayDatabase(), token, null);
  if (!judged.ok) return judged.reason;
  const { row: session } = newSession("a browser");
  const row = await enter(gatewayDatabase(), {
    issuerId: judged.value.issuer.id,
    visitor: judged.value.visitor,
    leadsTo: "/",
    newUserId: newId(),
    session,
    sessionBefore: null,
    confirmed: false,
    eventId: newId(),
    requestId: newId(),
    detail: null,
  });
  if (row.suspended) return "user_suspended";
  return row.entered ? "accepted" : row.linkEnded ? "link_ended" : "jti_replayed";
}

const everything = async () => {
  const tables = ["used_token_ids", "external_identities", "end_users", "end_user_sessions", "login_events", "audit_events", "rate_limits"];
  const { rows } = await testPool().query<Record<string, string>>(
    `SELECT ${tables.map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`).join(", ")}`,
  );
  return rows;
};

describe("the workbench and the live route make the same checks", () => {
  const brokenBy: [string, (issuer: Issuer) => string | Promise<string>][] = [
    ["nothing", (issuer) => sign(issuer)],
    ["a cut", (issuer) => sign(issuer).slice(0, -2)],
    ["padding", (issuer) => `${sign(issuer)}=`],
    ["a fourth part", (issuer) => `${sign(issuer)}.x`],
    ["8 KiB and more", (issuer) => sign(issuer, { long: "x".repeat(9000) })],
    ["alg none", (issuer) => sign(issuer, {}, { alg: "none" })],
    ["alg HS512 and all else", (issuer) => sign(issuer, { aud: "x", exp: 1 }, { alg: "HS512", crit: ["exp"] })],
    ["crit", (issuer) => sign(issuer, {}, { crit: ["exp"] })],
    ["a jwk", (issuer) => sign(issuer, {}, { jwk: {} })],
    ["typ", (issuer) => sign(issuer, {}, { typ: "at+jwt" })],
    ["an unknown iss", (issuer) => sign({ ...issuer, iss: `nobody-${newId()}` })],
    ["no iss", (issuer) => sign(issuer, { iss: undefined })],
    ["another key", (issuer) => sign({ ...issuer, key: "k".repeat(40) })],
    ["another key and a past exp", (issuer) => sign({ ...issuer, key: "k".repeat(40) }, { exp: 1 })],
    ["aud", (issuer) => sign(issuer, { aud: ["x"] })],
    ["sub", (issuer) => sign(issuer, { sub: "User" })],
    ["no exp", (issuer) => sign(issuer, { exp: undefined })],
    ["exp as text", (issuer) => sign(issuer, { exp: String(inSeconds(60)) })],
    ["exp with a fraction", (issuer) => sign(issuer, { exp: inSeconds(60) + 0.5 })],
    ["exp in milliseconds", (issuer) => sign(issuer, { exp: inSeconds(60) * 1000 })],
    ["exp past", (issuer) => sign(issuer, { exp: inSeconds(-60) })],
    ["exp too far", (issuer) => sign(issuer, { exp: inSeconds(7200) })],
    ["iat as text", (issuer) => sign(issuer, { iat: "now" })],
    ["iat ahead", (issuer) => sign(issuer, { iat: inSeconds(120) })],
    ["nbf ahead, and no jti", (issuer) => sign(issuer, { nbf: inSeconds(120), jti: undefined })],
    ["no jti", (issuer) => sign(issuer, { jti: undefined })],
    ["jti a number", (issuer) => sign(issuer, { jti: 1 })],
    ["no user", (issuer) => sign(issuer, { user: undefined })],
    ["uuid null as a word", (issuer) => sign(issuer, { user: { uuid: "null" } })],
    [
      "a use",
      async (issuer) => {
        const token = sign(issuer);
        expect(await arrive(token)).toBe("accepted");
        return token;
      },
    ],
    [
      "a suspended user",
      async (issuer) => {
        const user = { uuid: newId() };
        expect(await arrive(sign(issuer, { user }))).toBe("accepted");
        await testPool().query(
          "UPDATE end_users SET suspended_at = now() WHERE id = (SELECT end_user_id FROM external_identities WHERE uuid = $1)",
          [user.uuid],
        );
        return sign(issuer, { user });
      },
    ],
    [
      "a disabled issuer",
      async (issuer) => {
        granted(await disableIssuer(issuer.id, null, someone));
        return sign(issuer, { aud: "x" });
      },
    ],
    [
      "a suspended partner",
      async (issuer) => {
        await testPool().query("UPDATE partners SET suspended_at = now() WHERE id = $1", [issuer.partnerId]);
        return sign(issuer);
      },
    ],
    [
      "a key past its end",
      async (issuer) => {
        await testPool().query("UPDATE issuer_keys SET valid_until = now() WHERE issuer_id = $1", [issuer.id]);
        return sign(issuer);
      },
    ],
  ];

  test.each(brokenBy)("broken by %s: the first check that fails is the reason of the live route", async (_name, breakIt) => {
    const issuer = await anIssuer();
    const token = await breakIt(issuer);
    const { refusal, checks } = await examine(token, issuer);
    expect(refusal ?? "accepted").toBe(await arrive(token));
    expect(checks.find(({ state }) => state === "failed")?.name ?? null).toBe(refusal);
  });

  test("examining writes nothing, and the same token signs in afterwards, once", async () => {
    const issuer = await anIssuer();
    const token = sign(issuer);
    const before = await everything();
    for (let times = 0; times < 5; times += 1) expect((await examine(token, issuer)).refusal).toBeNull();
    await examine(token.slice(1), issuer);
    expect(await everything()).toEqual(before);
    expect(await arrive(token)).toBe("accepted");
    expect((await examine(token, issuer)).refusal).toBe("jti_replayed");
  });

  test("all that is wrong is told, not the first alone; what builds on something wrong cannot be said", async () => {
    const issuer = await anIssuer();
    const { checks } = await examine(sign({ ...issuer, key: "k".repeat(40) }, { aud: "x", exp: undefined, user: {} }), issuer);
    const of = (state: string) => checks.filter((check) => check.state === state).map(({ name }) => name);
    expect(of("failed")).toEqual(["signature_mismatch", "aud_wrong", "exp_missing", "uuid_missing"]);
    expect(of("unknown")).toEqual([
      "exp_malformed",
      "exp_in_milliseconds",
      "token_expired",
      "exp_too_far",
      "uuid_malformed",
      "user_suspended",
      "link_ended",
    ]);
  });
});

describe("what is wrong with a signature, where it can be proved", () => {
  test.each<[string, (key: string) => string]>([
    ["key_decoded_as_base64", (key) => Buffer.from(key, "base64").toString("latin1")],
    ["key_encoded_as_base64", (key) => Buffer.from(key).toString("base64")],
    ["key_with_line_end", (key) => `${key}\n`],
    ["key_with_line_end", (key) => `${key}\r\n`],
    ["key_with_blank", (key) => `${key} `],
    ["key_in_quotes", (key) => `"${key}"`],
    ["example_key", () => "&BKcc7<XX:7>~V2A"],
  ])("%s", async (mistake, mistaken) => {
    // Letters and digits alone are what base64 and latin1 have in common.
    const key = Buffer.from(newToken().slice(0, 33)).toString("base64");
    const issuer = await anIssuer(undefined, { key });
    const signedBy = mistaken(key);
    const found = await examine(sign({ ...issuer, key: signedBy }), issuer);
    expect(found).toMatchObject({ refusal: "signature_mismatch", signatureMistake: mistake, signedWith: null });
  });

  test("the previous key is told as such, an ended one as ended", async () => {
    const issuer = await anIssuer();
    expect((await examine(sign(issuer), issuer)).signedWith).toBe("current");
    granted(await rotateIssuerKey(issuer.id, null, 3600, someone));
    expect((await examine(sign(issuer), issuer)).signedWith).toBe("previous");
    granted(await rotateIssuerKey(issuer.id, null, 3600, someone));
    expect((await examine(sign(issuer), issuer)).signatureMistake).toBe("ended_key");
  });

  test("T3: keys of the same partner's other issuers are recognised, of another partner's never", async () => {
    const issuer = await anIssuer();
    const [own, foreign] = [await anIssuer(issuer.partnerId), await anIssuer()];
    expect((await examine(sign({ ...issuer, key: own.key }), issuer)).signatureMistake).toBe("key_of_other_issuer");
    expect((await examine(sign({ ...issuer, key: foreign.key }), issuer)).signatureMistake).toBeNull();
  });
});

describe("T3: whose issuer it is", () => {
  test("somebody else's is unknown, like one that never was", async () => {
    const [issuer, other] = [await anIssuer(), await anIssuer()];
    for (const id of [issuer.id, newId()])
      expect(await examineToken(sign(issuer), id, other.partnerId)).toEqual({ ok: false, reason: "issuer_unknown" });
  });

  test("of a token of another issuer no more is told than of one of nobody's, be it well signed or used", async () => {
    const [issuer, other] = [await anIssuer(), await anIssuer()];
    const same = { jti: newId(), exp: inSeconds(60), user: { uuid: newId(), email: anAddress() } };
    const theirs = sign(other, same);
    expect(await arrive(theirs)).toBe("accepted");
    const told = async (token: string) => {
      const { checks, refusal, prospect, signedWith, signatureMistake } = await examine(token, issuer);
      return { checks, refusal, prospect, signedWith, signatureMistake };
    };
    const nobodys = await told(sign({ ...other, iss: "nobody-at-all" }, same));
    expect(await told(theirs)).toEqual(nobodys);
    expect(nobodys).toMatchObject({ refusal: "issuer_unknown", prospect: null });
  });
});

describe("whom it would sign in, and where it would lead", () => {
  const whoOf = async (token: string, issuer: Issuer) => (await examine(token, issuer)).prospect;

  test("a new user, then a known one; by the words of the statement that lets them in", async () => {
    const issuer = await anIssuer();
    const user = { uuid: newId() };
    expect(await whoOf(sign(issuer, { user }), issuer)).toMatchObject({ who: "new", verifiesAddress: false, used: false });
    expect(await arrive(sign(issuer, { user }))).toBe("accepted");
    expect(await whoOf(sign(issuer, { user }), issuer)).toMatchObject({ who: "known" });
  });

  test("an address leads to somebody for an approved domain alone, and is verified for a new user of it", async () => {
    const { email } = await anEndUser();
    const [plain, approved] = [await anIssuer(), await anIssuer(undefined, { emailDomains: ["example.com"] })];
    const user = { uuid: newId(), email };
    expect(await whoOf(sign(plain, { user }), plain)).toMatchObject({ who: "new", verifiesAddress: false });
    expect(await whoOf(sign(approved, { user }), approved)).toMatchObject({ who: "linked" });
    const newcomer = { uuid: newId(), email: anAddress() };
    expect(await whoOf(sign(approved, { user: newcomer }), approved)).toMatchObject({ who: "new", verifiesAddress: true });
  });

  test("where it leads: to a return host, else home, and says so", async () => {
    const issuer = await anIssuer();
    const leadsTo = async (intended_url?: unknown) => (await examine(sign(issuer, { intended_url }), issuer)).leadsTo;
    expect(await leadsTo()).toEqual({ url: "/", refused: false });
    expect(await leadsTo("https://alpha.example/x")).toEqual({ url: "https://alpha.example/x", refused: false });
    expect(await leadsTo("https://evil.example/")).toEqual({ url: "/", refused: true });
  });
});

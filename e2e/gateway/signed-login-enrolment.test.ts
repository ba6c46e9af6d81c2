import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { signOwnToken } from "@/lib/crypto/own-token";
import { type Answer, eventsOf } from "../support/gateway";
import { newIssuer, token as externalToken } from "../support/external-token";
import {
  aCountry,
  type ApiClient,
  Backend,
  dataOf,
  forgiveCalls,
  jwtOf,
  newApiClient,
  PARENT,
  partsOf,
  publish,
} from "../support/signed-login";
import { TEST_SECRET } from "../support/server-process";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let CA: ApiClient;
beforeAll(async () => {
  setMasterSecret(TEST_SECRET);
  world = await createWorld(inject("databaseUrl"));
});
beforeEach(async () => {
  await forgiveCalls(world);
  CA = await newApiClient(world, world.partners.A);
});
afterAll(() => world.close());

const policyOf = (answer: Answer) => answer.header("content-security-policy") ?? "";
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signedBy = (key: string, header: unknown, claims: unknown, hash = "sha256") => {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac(hash, key).update(input).digest("base64url")}`;
};

async function acceptancesOf(client: ApiClient): Promise<number> {
  const { rows } = await world.db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM terms_acceptances WHERE credential_id = $1",
    [client.id],
  );
  return rows[0]?.count ?? -1;
}

describe.each(doors())("the enrolment page, %s", (_name, { url }) => {
  const backend = new Backend(url);
  let country: string;
  let versionId: string;
  let jwt: string;
  beforeEach(async () => {
    country = aCountry("enrolment");
    ({ versionId } = await publish(world, country, {
      texts: { en: "# Our terms\n\nBe <b>kind</b>.", is: "# Skilmálar" },
      title: "Terms of use",
    }));
    jwt = await backend.askedFor(CA, { externalId: "e1", clientCountry: country });
  });

  /** Our page for a link that is none: constant, in nobody's frame, nothing stored. */
  function expectUnknown(answer: Answer): void {
    expect(answer.status, answer.body.slice(0, 200)).toBe(400);
    expect(policyOf(answer)).toContain("frame-ancestors 'none'");
    expect(answer.body).toContain("This link leads nowhere");
    // A nonce is random, and may have the letters that a token begins with.
    expect(answer.body.replace(/nonce="[^"]*"/g, "")).not.toMatch(/<script|data-|eyJ/);
  }

  test("P3E-01 shows the documents, in frames of the client's origins alone, without a cookie", async () => {
    const page = await backend.openPage(jwt);
    expect(page.status).toBe(200);
    expect(policyOf(page)).toMatch(
      /^default-src 'none'; style-src 'nonce-\w+'; script-src 'nonce-\w+'; connect-src 'self'; frame-ancestors https:\/\/embed-a\.example; base-uri 'none'; form-action 'none'$/,
    );
    expect(page.body).toContain("Terms of use");
    expect(page.body).toContain("Be &lt;b&gt;kind&lt;/b&gt;.");
    expect(JSON.parse(dataOf(page, "origins"))).toEqual([PARENT]);
    expect(page.body).toContain("This page needs JavaScript.");
    expect(page.body).toMatch(/id="decision" hidden/);
    expect(page.header("cross-origin-opener-policy")).toBe("same-origin");
    expect(await acceptancesOf(CA)).toBe(0);
    const alone = await newApiClient(world, world.partners.A, { origins: [] });
    const nowhere = await backend.openPage(await backend.askedFor(alone, { externalId: "e1", clientCountry: country }));
    expect(policyOf(nowhere)).toContain("frame-ancestors 'none'");
  });

  test("the language is the reader's, else their country's, else English", async () => {
    // In this country there may be documents of other tests, in English alone.
    await publish(world, country, { texts: { en: "# Our terms", is: "# Skilmálar" }, title: "Two languages" });
    const inLanguage = async (accepted: string | null) => {
      const page = await backend.openPage(jwt, { headers: accepted === null ? [] : [["Accept-Language", accepted]] });
      return /<section lang="(\w+)" aria-labelledby="d-[0-9a-f-]+"><h2 id="d-[0-9a-f-]+">Two languages/.exec(page.body)?.[1];
    };
    expect(await inLanguage("is,en;q=0.5")).toBe("is");
    expect(await inLanguage("en-GB")).toBe("en");
    expect(await inLanguage("pl")).toBe("en");
    expect(await inLanguage(null)).toBe("en");
  });

  test("P3E-02 P3E-13 what is no token, or is spelled otherwise, leads nowhere", async () => {
    const sibling = jwt.slice(0, -1) + String.fromCharCode(jwt.charCodeAt(jwt.length - 1) + (/[Zz9]$/.test(jwt) ? -1 : 1));
    for (const text of [
      "",
      "junk",
      "a.b.c",
      `${jwt}%20`,
      `%20${jwt}`,
      `${jwt}=`,
      `${jwt}%3D%3D`,
      `${jwt}%0A`,
      sibling,
      jwt.slice(0, -1),
      `${jwt}&jwt=${jwt}`,
      "x".repeat(9_000),
    ])
      expectUnknown(await backend.openPage(text));
    expectUnknown(await backend.ask({ target: "/enrollmentform/v2" }));
  });

  test("P3E-03 P3E-04 P3E-08 P3E-12 another algorithm, key, kind or content is none of ours", async () => {
    const { header, claims } = partsOf(jwt);
    const [head = "", body = "", mac = ""] = jwt.split(".");
    for (const alg of ["none", "None", "NONE", "nOnE", "HS512", "RS256"]) {
      expectUnknown(await backend.openPage(`${part({ ...header, alg })}.${body}.`));
      expectUnknown(await backend.openPage(`${part({ ...header, alg })}.${body}.${mac}`));
    }
    const issuer = await newIssuer(world, world.partners.A);
    for (const key of [issuer.key, CA.secret, TEST_SECRET, ""]) expectUnknown(await backend.openPage(signedBy(key, header, claims)));
    for (const change of [{ externalId: "e2" }, { clientApiKey: "other" }, { country: "PL" }, { email: "x" }, { exp: 4e9 }])
      expectUnknown(await backend.openPage(`${head}.${part({ ...claims, ...change })}.${mac}`));
    expect((await backend.openPage(jwt)).status).toBe(200);
  });

  test("P3E-05 P3E-06 P3E-07 P3-22 no token is good for another's purpose", async () => {
    const session = await backend.enrol(CA, "other", country);
    const issuer = await newIssuer(world, world.partners.A);
    expectUnknown(await backend.openPage(session));
    expectUnknown(await backend.openPage(externalToken(issuer)));
    for (const token of [jwt, externalToken(issuer)]) expect((await backend.session(token)).status).toBe(401);
    for (const token of [jwt, session]) {
      const bearer: [string, string][] = [["Authorization", `Bearer ${token}`]];
      expect((await backend.ask({ target: `/api/authorization/${"a".repeat(43)}`, headers: bearer })).status).toBe(401);
      expect((await backend.ask({ target: `/auth/token?external-auth-token=${token}` })).status).toBe(401);
    }
  });

  test("P3E-09 a link that is over says so in the client's frame, and tells the client that nobody came in", async () => {
    const { claims } = partsOf(jwt);
    const past = Number(claims.iat) - 931;
    const { iss, aud, ...own } = claims as { iss: string; aud: string; jti: string; sub: string };
    expect(aud).toBe(`${iss}/enrollmentform/v2`);
    const expired = await signOwnToken("enrolment", iss, { ...own, iat: past, exp: past + 900 });
    const page = await backend.openPage(expired);
    expect(page.status).toBe(400);
    expect(policyOf(page)).toContain(`frame-ancestors ${PARENT};`);
    expect(page.body).toContain("fifteen minutes");
    expect(page.body).toContain('data-over=""');
    const open = await backend.openPage(jwt);
    const late = await backend.accept(open, { jwt: expired });
    // Which page it was has to be said by the same token.
    expect(late.status).toBe(410);
    expect(await eventsOf(world, late.requestId)).toMatchObject([{ outcome: "refused", reason: "enrolment_expired", credentialId: CA.id }]);
  });

  test("P3E-10 P3E-11 what clients append changes nothing; nobody is told but the registered origins", async () => {
    for (const junk of [
      "?originDomain=https://evil.example",
      "&display=out&originDomain=embed-a.example",
      "&originDomain=*",
      "&originDomain=null",
    ]) {
      const page = await backend.openPage(`${jwt}${junk}`);
      expect(page.status, junk).toBe(200);
      expect(dataOf(page, "jwt")).toBe(jwt);
      expect(JSON.parse(dataOf(page, "origins"))).toEqual([PARENT]);
      expect(page.body).not.toContain("evil.example");
    }
  });

  test("P3E-14 P3E-16 P3E-27 an acceptance names its own page, says that it agrees, and comes from there", async () => {
    const page = await backend.openPage(jwt);
    const other = await backend.openPage(await backend.askedFor(CA, { externalId: "e1", clientCountry: country }));
    const answers = [
      await backend.accept(page, { page: dataOf(other, "page") }),
      await backend.accept(page, { page: undefined }),
      await backend.accept(page, { page: "junk" }),
      await backend.accept(page, { agreed: undefined }),
      await backend.accept(page, {}, { headers: [["Origin", "https://evil.example"]] }),
      await backend.accept(page, {}, { headers: [["Origin", "null"]] }),
      await backend.accept(page, {}, { headers: [["Sec-Fetch-Site", "cross-site"]] }),
      await backend.accept(page, {}, { headers: [] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    const get = await backend.ask({ target: `/enrollmentform/v2/accept?jwt=${jwt}&page=${dataOf(page, "page")}&agreed=yes` });
    expect(get.status).toBe(405);
    expect((await backend.accept(page, { jwt: "junk" })).status).toBe(400);
    expect(await acceptancesOf(CA)).toBe(0);
  });

  test("P3E-15 accepted once, fifty times at once or again: one acceptance, one session token", async () => {
    const page = await backend.openPage(jwt);
    const answers = await Promise.all(Array.from({ length: 50 }, () => backend.accept(page)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49);
    expect((await backend.accept(page)).json()).toMatchObject({ code: "enrolment_over" });
    const again = await backend.openPage(jwt);
    expect(again.status).toBe(409);
    expect(again.body).toContain("This was settled already");
    const { rows } = await world.db.query(
      "SELECT version_id, language, source::text, sha256 = (SELECT sha256 FROM terms_texts t WHERE t.version_id = a.version_id AND t.language = a.language) AS proved FROM terms_acceptances a WHERE credential_id = $1 AND version_id = $2",
      [CA.id, versionId],
    );
    expect(rows).toEqual([{ version_id: versionId, language: "en", source: "signed-login", proved: true }]);
  });

  test("P3E-17 documents that came into force meanwhile are shown first, with what has changed", async () => {
    const documentId = (await world.db.query<{ id: string }>("SELECT document_id AS id FROM terms_versions WHERE id = $1", [versionId]))
      .rows[0]?.id;
    const page = await backend.openPage(jwt, { headers: [["Accept-Language", "en"]] });
    const changed = { documentId: documentId ?? "", title: "Terms of use", texts: { en: "# Our terms\n\nBe very kind." } };
    const newer = await publish(world, country, changed);
    const answer = await backend.accept(page);
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ code: "terms_changed" });
    expect(await acceptancesOf(CA)).toBe(0);
    expect((await backend.accept(await backend.openPage(jwt, { headers: [["Accept-Language", "en"]] }))).status).toBe(200);
    const { rows } = await world.db.query("SELECT version_id FROM terms_acceptances WHERE credential_id = $1 AND version_id = ANY ($2)", [
      CA.id,
      [versionId, newer.versionId],
    ]);
    expect(rows).toEqual([{ version_id: newer.versionId }]);
    await publish(world, country, { ...changed, texts: { en: "# Our terms\n\nBe very kind, always." } });
    const next = await backend.openPage(await backend.askedFor(CA, { externalId: "e1", clientCountry: country }), {
      headers: [["Accept-Language", "en"]],
    });
    expect(next.body).toContain("<del>Be very kind.</del><ins>Be very kind, always.</ins>");
  });

  test("P3E-25 what others have written is text on the page", async () => {
    const nasty = `</script><script>alert(1)</script>"'><img src=x>`;
    await world.db.query("UPDATE partners SET name = $2 WHERE id = $1", [world.partners.B.id, nasty]);
    const CB = await newApiClient(world, world.partners.B);
    const said = { externalId: nasty, clientCountry: country, referralCode: nasty.slice(0, 60), email: `"<b>"@a.example` };
    const page = await backend.openPage(await backend.askedFor(CB, said), { headers: [["Accept-Language", nasty]] });
    expect(page.status).toBe(200);
    expect(page.body.match(/<script/g)).toHaveLength(1);
    expect(page.body).not.toContain("<img");
  });

  test("P3-25 whoever follows the 301 by itself does no harm: GET shows the page, POST is refused", async () => {
    const answer = await backend.login(CA, { externalId: "e1", clientCountry: country });
    expect((await backend.openPage(jwtOf(answer))).status).toBe(200);
    const post = await backend.ask({ method: "POST", target: `/enrollmentform/v2?jwt=${jwtOf(answer)}`, body: "{}" });
    expect(post.status).toBe(405);
    expect((await backend.ask({ method: "HEAD", target: `/enrollmentform/v2?jwt=${jwt}` })).status).toBe(405);
    expect(await acceptancesOf(CA)).toBe(0);
  });

  test("a client that was disabled meanwhile shows and accepts nothing", async () => {
    const page = await backend.openPage(jwt);
    await world.db.query("UPDATE api_clients SET disabled_at = now() WHERE id = $1", [CA.id]);
    expectUnknown(await backend.openPage(jwt));
    expect((await backend.accept(page)).status).toBe(401);
    expect(await acceptancesOf(CA)).toBe(0);
  });
});

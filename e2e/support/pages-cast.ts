import { v7 } from "uuid";
import { hashPassword } from "@/lib/crypto/password";
import { Browser } from "./pages-browser";
import { told } from "./pages-http";
import { type CastPayoff, newPayoff } from "./payoffs";
import { newPortalKey } from "./portal-link";
import { type CastTerms, newCastTerms } from "./terms";
import { createWorld, type Row, type World } from "./world";

/** The password of everybody who signs in. */
export const PASSWORD = "correct horse battery staple";

/** Somebody who signs in with e-mail and {@link PASSWORD}. */
export type Person = { readonly id: string; readonly email: string };
export type Role = "owner" | "developer" | "viewer";

/** The catalogue's world, and the people who sit at its pages. */
export type Cast = World & {
  readonly people: Record<"aOwner" | "aDev" | "aViewer" | "bOwner" | "op" | "u1" | "u2", Person>;
  /** of partner A */
  readonly a: {
    readonly event: StoredEvent;
    readonly issuer: NewIssuer;
    readonly apiClient: NewApiClient;
    readonly portalKey: Row;
    readonly pairing: NewPairing;
    readonly payoff: CastPayoff;
  };
  /** of partner B: what A must neither see nor change */
  readonly b: {
    readonly draft: NewApp;
    readonly inReview: NewApp;
    readonly revision: Row;
    readonly testUser: Row;
    readonly event: StoredEvent;
    readonly issuer: NewIssuer;
    readonly apiClient: NewApiClient;
    readonly pairing: NewPairing;
    readonly portalKey: Row;
    readonly payoff: CastPayoff;
  };
  /** a document that is optional, so that nobody is asked, by the parameters of its pages */
  readonly terms: CastTerms;
  readonly newMember: (partner: Row, role: Role) => Promise<Person>;
  readonly newOperator: () => Promise<Person>;
  readonly newApp: (partner: Row, state: "draft" | "review" | "published") => Promise<NewApp>;
  readonly newIssuer: (partner: Row) => Promise<NewIssuer>;
  readonly newApiClient: (partner: Row) => Promise<NewApiClient>;
  readonly newPairing: (partner: Row) => Promise<NewPairing>;
  /** of somebody who has got an app of the partner */
  readonly newPortalKey: (partner: Row) => Promise<Row>;
};
type StoredEvent = { readonly id: string; readonly requestId: string; readonly atMs: number };
/** an issuer with a previous key that is good, and a domain that waits */
export type NewIssuer = Row & { readonly iss: string; readonly domain: string };
/** an API client with a previous secret that is good, and a user `e1` whose session token is live */
export type NewApiClient = Row & { readonly apiKey: string };
/** a confirmed pairing with a previous key that is good */
export type NewPairing = Row & { readonly psClientId: string };
export type NewApp = Row & { readonly slug: string; readonly revisionId: string };

/** What fills the parameters of pages' addresses with something that A's people may see. @param slug an app's, or whatever the test asks for by it */
export function parametersOf(cast: Cast, slug: string): Readonly<Record<string, string>> {
  return {
    appId: cast.apps.aDraft.id,
    clientId: cast.a.apiClient.id,
    eventId: cast.a.event.id,
    issuerId: cast.a.issuer.id,
    pairingId: cast.a.pairing.id,
    partnerId: cast.partners.A.id,
    slug,
    ...cast.a.payoff,
    ...cast.terms,
  };
}

let passwordHash: Promise<string> | undefined;

/** Makes a world with people in the database at `url`. */
export async function createCast(url: string): Promise<Cast> {
  const world = await createWorld(url);
  const { A, B } = world.partners;
  const people = {
    aOwner: await newMember(world, A, "owner"),
    aDev: await newMember(world, A, "developer"),
    aViewer: await newMember(world, A, "viewer"),
    bOwner: await newMember(world, B, "owner"),
    op: await newAccount(world, true),
    u1: world.users.u1,
    u2: world.users.u2,
  };
  await world.db.query("UPDATE end_users SET password_hash = $1 WHERE id = ANY($2)", [await hash(), [people.u1.id, people.u2.id]]);
  const draft = await newApp(world, B, "draft");
  return {
    ...world,
    people,
    a: {
      event: await newEvent(world, A, world.apps.aPub),
      issuer: await newIssuer(world, A),
      apiClient: await newApiClient(world, A),
      pairing: await newPairing(world, A),
      portalKey: await newPortalKey(world, A, world.users.u1),
      payoff: await newPayoff(world, world.apps.aPub),
    },
    b: {
      draft,
      inReview: await newApp(world, B, "review"),
      revision: { id: draft.revisionId },
      testUser: world.users.ofB,
      event: await newEvent(world, B, world.apps.bPub),
      issuer: await newIssuer(world, B),
      apiClient: await newApiClient(world, B),
      pairing: await newPairing(world, B),
      portalKey: await newPortalKey(world, B, world.users.u1),
      payoff: await newPayoff(world, world.apps.bPub),
    },
    terms: await newCastTerms(world, people.u1),
    newMember: (partner, role) => newMember(world, partner, role),
    newOperator: () => newAccount(world, true),
    newApp: (partner, state) => newApp(world, partner, state),
    newIssuer: (partner) => newIssuer(world, partner),
    newApiClient: (partner) => newApiClient(world, partner),
    newPairing: (partner) => newPairing(world, partner),
    newPortalKey: (partner) => newPortalKey(world, partner, world.users.u1),
  };
}

function hash(): Promise<string> {
  return (passwordHash ??= hashPassword(PASSWORD));
}

async function newAccount({ db }: World, operator: boolean): Promise<Person> {
  const id = v7();
  const email = `panel-${id}@panel.example`;
  await db.query("INSERT INTO panel_accounts (id, email, password_hash, operator, email_verified_at) VALUES ($1, $2, $3, $4, now())", [
    id,
    email,
    await hash(),
    operator,
  ]);
  return { id, email };
}

async function newMember(world: World, partner: Row, role: Role): Promise<Person> {
  const account = await newAccount(world, false);
  await world.db.query("INSERT INTO members (partner_id, account_id, role) VALUES ($1, $2, $3)", [partner.id, account.id, role]);
  return account;
}

async function newApp({ db }: World, partner: Row, state: "draft" | "review" | "published"): Promise<NewApp> {
  const [id, revisionId] = [v7(), v7()];
  const slug = `own-${id}`;
  await db.query("INSERT INTO apps (id, partner_id, slug) VALUES ($1, $2, $3)", [id, partner.id, slug]);
  await db.query(
    `INSERT INTO app_revisions (id, app_id, state, name, description, service_url, published_at, submitted_at)
     VALUES ($1, $2, $3, $4, 'an app of its own', 'https://app.example/login', CASE WHEN $5 THEN now() END, CASE WHEN $6 THEN now() END)`,
    [revisionId, id, state, `own ${state} ${id}`.slice(0, 60), state === "published", state === "review"],
  );
  return { id, slug, revisionId };
}

// Its keys are never used: nothing opens what stands for them.
async function newIssuer({ db }: World, partner: Row): Promise<NewIssuer> {
  const [id, iss] = [v7(), `iss-${v7()}`];
  // Not of the name of the issuer: it is sent, and comes back with the form, where the name must not.
  const domain = `mail-${v7().slice(-12)}.example`;
  await db.query("INSERT INTO issuers (id, partner_id, slug, redirect_url, return_hosts) VALUES ($1, $2, $3, 'https://a.example/', '{}')", [
    id,
    partner.id,
    iss,
  ]);
  await db.query(
    `INSERT INTO issuer_keys (id, issuer_id, sealed_key, replaced_at, valid_until)
     VALUES ($1, $3, '-', now(), now() + interval '1 day'), ($2, $3, '-', NULL, NULL)`,
    [v7(), v7(), id],
  );
  await db.query("INSERT INTO issuer_email_domains (issuer_id, domain) VALUES ($1, $2)", [id, domain]);
  return { id, iss, domain };
}

// Its secrets are never used, either.
async function newApiClient({ db }: World, partner: Row): Promise<NewApiClient> {
  const id = v7();
  const apiKey = id.replaceAll("-", "");
  await db.query(
    "INSERT INTO api_clients (id, partner_id, name, api_key, parent_origins, caller_addresses) VALUES ($1, $2, $3, $4, '{https://a.example}', '{}')",
    [id, partner.id, `client ${id}`, apiKey],
  );
  await db.query(
    `INSERT INTO api_client_secrets (id, client_id, sealed_secret, replaced_at, valid_until)
     VALUES ($1, $3, '-', now(), now() + interval '1 day'), ($2, $3, '-', NULL, NULL)`,
    [v7(), v7(), id],
  );
  const userId = v7();
  await db.query("INSERT INTO end_users (id, country) VALUES ($1, 'AQ')", [userId]);
  await db.query(
    "INSERT INTO client_identities (client_id, external_id, end_user_id, country, created_at) VALUES ($1, 'e1', $2, 'AQ', now())",
    [id, userId],
  );
  await db.query(
    "INSERT INTO session_tokens (id, client_id, external_id, versions, issued_at, expires_at) VALUES ($1, $2, 'e1', '{}', now(), now() + interval '1 day')",
    [v7(), id],
  );
  return { id, apiKey };
}

// Nor are its keys.
async function newPairing({ db, users }: World, partner: Row): Promise<NewPairing> {
  const id = v7();
  const psClientId = `account-${v7()}`;
  await db.query(
    `INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost, end_user_id, confirmed_at)
     SELECT $1, $2, $3, u.email, $4, u.id, now() FROM end_users u WHERE u.id = $5`,
    [id, partner.id, psClientId, id, users.u2.id],
  );
  await db.query(
    `INSERT INTO pairing_keys (id, pairing_id, sealed_key, replaced_at, valid_until)
     VALUES ($1, $3, '-', now(), now() + interval '1 day'), ($2, $3, '-', NULL, NULL)`,
    [v7(), v7(), id],
  );
  return { id, psClientId };
}

async function newEvent({ db }: World, partner: Row, app: Row): Promise<StoredEvent> {
  const [id, requestId] = [v7(), v7()];
  const { rows } = await db.query<{ ms: string }>(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, app_id, request_id)
     VALUES ($1, now(), $2, 'login', 'launch-token', 'refused', 'token_expired', $3, $4) RETURNING floor(extract(epoch FROM at) * 1000)::text AS ms`,
    [partner.id, id, app.id, requestId],
  );
  return { id, requestId, atMs: Number(rows[0]?.ms) };
}

/** Signs in to the panel through its form. @returns the browser, signed in */
export async function signInToPanel(browser: Browser, { email }: Pick<Person, "email">): Promise<Browser> {
  const page = await browser.open("/panel/sign-in");
  const answer = await browser.submit(page, "Sign in", { email, password: PASSWORD });
  if (answer.status !== 303 || !/\/(?:panel|operator)$/.test(answer.header("location") ?? ""))
    throw new Error(`Not signed in to the panel: ${told(answer)}`);
  return browser;
}

/** Signs an end user in through the form of the portal. @returns the browser, signed in */
export async function signInToPortal(browser: Browser, { email }: Pick<Person, "email">): Promise<Browser> {
  const page = await browser.open("/sign-in");
  const answer = await browser.submit(page, "Sign in", { email, password: PASSWORD });
  if (answer.status !== 303 || answer.header("location") !== "/") throw new Error(`Not signed in to the portal: ${told(answer)}`);
  return browser;
}

/** Everything that is stored of a partner, as one text: the same before and after means that nothing of it was changed. */
export async function stateOf({ db }: World, partner: Row): Promise<string> {
  const { rows } = await db.query<{ state: string }>(
    `SELECT jsonb_build_object(
       'partner', (SELECT to_jsonb(p) FROM partners p WHERE p.id = $1),
       'members', (SELECT jsonb_agg(to_jsonb(m) ORDER BY m.account_id) FROM members m WHERE m.partner_id = $1),
       'zones', (SELECT jsonb_agg(to_jsonb(z) ORDER BY z.effective_from) FROM partner_time_zones z WHERE z.partner_id = $1),
       'apps', (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.id) FROM apps a WHERE a.partner_id = $1),
       'revisions', (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.partner_id = $1),
       'tokens', (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM bearer_tokens t WHERE t.partner_id = $1),
       'issuers', (SELECT jsonb_agg(to_jsonb(i) ORDER BY i.id) FROM issuers i WHERE i.partner_id = $1),
       'issuerKeys', (SELECT jsonb_agg(to_jsonb(k) ORDER BY k.id) FROM issuer_keys k JOIN issuers i ON i.id = k.issuer_id WHERE i.partner_id = $1),
       'domains', (SELECT jsonb_agg(to_jsonb(d) ORDER BY d.issuer_id, d.domain) FROM issuer_email_domains d JOIN issuers i ON i.id = d.issuer_id WHERE i.partner_id = $1),
       'apiClients', (SELECT jsonb_agg(to_jsonb(c) ORDER BY c.id) FROM api_clients c WHERE c.partner_id = $1),
       'clientIdentities', (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.client_id) FROM client_identities x JOIN api_clients c ON c.id = x.client_id WHERE c.partner_id = $1),
       'apiClientSecrets', (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.id) FROM api_client_secrets s JOIN api_clients c ON c.id = s.client_id WHERE c.partner_id = $1),
       'pairings', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.id) FROM pairings p WHERE p.partner_id = $1),
       'pairingKeys', (SELECT jsonb_agg(to_jsonb(k) ORDER BY k.id) FROM pairing_keys k JOIN pairings p ON p.id = k.pairing_id WHERE p.partner_id = $1),
       'portalKeys', (SELECT jsonb_agg(to_jsonb(k) ORDER BY k.id) FROM portal_keys k WHERE k.partner_id = $1),
       'launches', (SELECT count(*) FROM login_tokens l JOIN apps a ON a.id = l.app_id WHERE a.partner_id = $1),
       'testUsers', (SELECT jsonb_agg(to_jsonb(u) ORDER BY u.id) FROM end_users u WHERE u.test_partner_id = $1),
       'shares', (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.effective_from) FROM partner_shares s WHERE s.partner_id = $1),
       'statements', (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.month) FROM payoff_statements s WHERE s.partner_id = $1),
       'purchases', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.id) FROM purchases p WHERE p.partner_id = $1),
       'audit', (SELECT count(*) FROM audit_events e WHERE e.partner_id = $1),
       'events', (SELECT count(*) FROM login_events e WHERE e.partner_id = $1))::text AS state`,
    [partner.id],
  );
  return rows[0]?.state ?? "";
}

/** Words by which one recognises a partner's things on a page of somebody else. */
export async function tracesOf({ db }: World, partner: Row): Promise<string[]> {
  const { rows } = await db.query<{ trace: string }>(
    `SELECT slug AS trace FROM partners WHERE id = $1
     UNION SELECT id::text FROM apps WHERE partner_id = $1 UNION SELECT slug FROM apps WHERE partner_id = $1
     UNION SELECT r.name FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.partner_id = $1
     UNION SELECT id::text FROM bearer_tokens WHERE partner_id = $1 UNION SELECT name FROM bearer_tokens WHERE partner_id = $1
     UNION SELECT id::text FROM issuers WHERE partner_id = $1 UNION SELECT slug FROM issuers WHERE partner_id = $1
     UNION SELECT id::text FROM api_clients WHERE partner_id = $1 UNION SELECT api_key FROM api_clients WHERE partner_id = $1
     UNION SELECT id::text FROM pairings WHERE partner_id = $1 UNION SELECT ps_client_id FROM pairings WHERE partner_id = $1
     UNION SELECT id::text FROM portal_keys WHERE partner_id = $1 UNION SELECT key FROM portal_keys WHERE partner_id = $1
     UNION SELECT username FROM portal_keys WHERE partner_id = $1
     UNION SELECT id::text FROM end_users WHERE test_partner_id = $1 UNION SELECT email FROM end_users WHERE test_partner_id = $1
     UNION SELECT p.email FROM panel_accounts p JOIN members m ON m.account_id = p.id WHERE m.partner_id = $1
     UNION SELECT request_id::text FROM login_events WHERE partner_id = $1`,
    [partner.id],
  );
  return rows.map(({ trace }) => trace);
}

/** Whether a setting of the platform has this value. Other files may change the settings meanwhile, but not to this. */
export async function settingsHold({ db }: World, value: string): Promise<boolean> {
  const { rows } = await db.query("SELECT 1 FROM platform_settings WHERE strpos(value::text, $1) > 0", [value]);
  return rows.length > 0;
}

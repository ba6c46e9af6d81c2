import type { QueryConfig } from "pg";
import { isGoodKey } from "@/lib/credentials/good-key";
import type { StoredSecret } from "@/lib/crypto/opened-secrets";
import type { Queryable } from "@/lib/db/pools";
import { AUDIENCE_SETTING, readAudience } from "./audience";
import { type EntryParameter, type EntryParts, enterStatement } from "./entering-statement";
import { issuerVersion, keyVersion } from "./issuer-version";
import type { Visitor } from "./visitor";

/** A key as it is stored. */
export type StoredKey = StoredSecret & { readonly weak: boolean; readonly version: string };

/** An issuer, as a request needs it. */
export type IssuerRow = {
  readonly id: string;
  readonly partnerId: string;
  readonly disabled: boolean;
  readonly partnerSuspended: boolean;
  readonly redirectUrl: string;
  readonly tellsFailures: boolean;
  readonly returnHosts: readonly string[];
  readonly maxLifetimeSeconds: number;
  /** those that are good now, the current one first */
  readonly keys: readonly StoredKey[];
};

type IssuerColumns = {
  now_ms: number;
  version: string;
  audience: unknown;
  id: string | null;
  partner_id: string;
  disabled: boolean;
  partner_suspended: boolean;
  redirect_url: string;
  tells_failures: boolean;
  return_hosts: string[];
  max_lifetime_seconds: number;
  keys: StoredKey[] | null;
};

/** What a token is judged by. */
export type Found = {
  readonly issuer: IssuerRow | null;
  /** whom a token has to be for: the operator's choice, which acts at once as well */
  readonly audience: string;
  /** the database's clock, in epoch milliseconds */
  readonly nowMs: number;
  /** of what was read of the issuer and of the audience: another one once any of it is another ({@link issuerVersion}) */
  readonly version: string;
};

/** What the entering statement has to find as it was assumed. */
export type Assumption = {
  /** {@link Found} */
  readonly version: string;
  /** the key that the token is signed with */
  readonly key: StoredKey;
  /** between which instants of the database's clock the token passes every check, in epoch milliseconds; the second exclusive */
  readonly fromMs: number;
  readonly untilMs: number;
};

/** The issuer of a name, and the platform's side of the facts. @param slug null: the token names none */
export async function findIssuer(db: Queryable, slug: string | null): Promise<Found> {
  const { rows } = await db.query<IssuerColumns>({
    name: "find-issuer",
    text: `
      SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms, i.id, i.partner_id, i.disabled_at IS NOT NULL AS disabled,
             p.suspended_at IS NOT NULL AS partner_suspended, i.redirect_url, i.tells_failures, i.return_hosts, i.max_lifetime_seconds, ${issuerVersion} AS version,
             (SELECT json_agg(json_build_object('id', k.id, 'sealed', k.sealed_key, 'weak', k.weak, 'version', ${keyVersion}) ORDER BY k.replaced_at DESC NULLS FIRST)
                FROM issuer_keys k
               WHERE k.issuer_id = i.id AND ${isGoodKey("k")}) AS keys,
             (SELECT value FROM platform_settings WHERE name = '${AUDIENCE_SETTING}') AS audience
        FROM (SELECT) AS always LEFT JOIN (issuers i JOIN partners p ON p.id = i.partner_id) ON i.slug = $1`,
    values: [slug],
  });
  const [row] = rows;
  if (!row) throw new Error("the query for an issuer answered without a row");
  const issuer = row.id === null ? null : toIssuer(row.id, row);
  return { issuer, audience: readAudience(row.audience), nowMs: row.now_ms, version: row.version };
}

function toIssuer(id: string, row: IssuerColumns): IssuerRow {
  return {
    id,
    partnerId: row.partner_id,
    disabled: row.disabled,
    partnerSuspended: row.partner_suspended,
    redirectUrl: row.redirect_url,
    tellsFailures: row.tells_failures,
    returnHosts: row.return_hosts,
    maxLifetimeSeconds: row.max_lifetime_seconds,
    keys: row.keys ?? [],
  };
}

/** What somebody comes in with. */
export type Entry = {
  readonly issuerId: string;
  readonly visitor: Visitor;
  /** id of the end user, if they turn out to be new */
  readonly newUserId: string;
  readonly session: {
    readonly id: string;
    readonly idHash: Uint8Array;
    readonly createdAt: Date;
    readonly expiresAt: Date;
    readonly userAgent: string | null;
  };
  /** SHA-256 of the session cookie that the browser sent; null: none */
  readonly sessionBefore: Uint8Array | null;
  /** the user was asked whether to become somebody else, and said yes */
  readonly confirmed: boolean;
  readonly eventId: string;
  readonly requestId: string;
  readonly detail: { readonly warnings?: readonly string[]; readonly previousKey?: true } | null;
  /** where they are going, as return-url.ts allows it; kept with the session when they have documents to accept first */
  readonly leadsTo: string;
};

/** What the entering statement found and did. */
export type EntryRow = {
  /** true exactly when this very statement used the token up, opened the session and wrote the accepted event */
  readonly entered: boolean;
  /** neither disabled nor of a suspended partner; and what was assumed holds */
  readonly issuerActive: boolean;
  readonly suspended: boolean;
  /** there are mandatory documents that they have not accepted, and the issuer does not speak for them */
  readonly termsDue: boolean;
  /** the user has ended the link of this very identity */
  readonly linkEnded: boolean;
  /** somebody else is signed in in this browser, and the user has not been asked */
  readonly mustAsk: boolean;
  /** whoever is signed in now, by what a person knows them by */
  readonly name: string | null;
  readonly endUserId: string;
};

type EntryColumns = {
  entered: boolean;
  issuer_active: boolean;
  suspended: boolean;
  ended: boolean;
  used: boolean;
  must_ask: boolean;
  terms_due: boolean;
  name: string | null;
  end_user_id: string;
};

/**
 * Lets somebody in, if everything is in order, and tells what was found either way.
 * @param assumption what the token was judged by without asking the database: unless it holds, the issuer is said not to be active; null: it was asked
 */
export function enter(db: Queryable, entry: Entry, assumption: Assumption | null = null): Promise<EntryRow> {
  const statement = enteringStatement(entry, assumption);
  return db.query<EntryColumns>(statement).then(readEntry, (error: unknown) => {
    // Two issuers vouched for one new address at the same moment; now it is there.
    if ((error as { code?: unknown }).code === "23505") return db.query<EntryColumns>(statement).then(readEntry);
    throw error;
  });
}

function enteringStatement({ visitor, session, sessionBefore, ...entry }: Entry, assumption: Assumption | null): QueryConfig {
  const { name, text, parameters } = statementOf({
    remembered: assumption !== null,
    session: sessionBefore !== null,
    acceptsTerms: visitor.acceptsTerms,
  });
  const given: Record<EntryParameter, unknown> = {
    issuerId: entry.issuerId,
    uuid: visitor.uuid,
    email: visitor.email,
    newUserId: entry.newUserId,
    version: assumption?.version,
    keyId: assumption?.key.id,
    keyVersion: assumption?.key.version,
    from: assumption && instant(assumption.fromMs),
    until: assumption && instant(assumption.untilMs),
    jti: visitor.jti,
    expiresAt: instant(visitor.expiresAtMs),
    pictureUrl: visitor.pictureUrl,
    sessionHash: session.idHash,
    sessionId: session.id,
    sessionFrom: instant(session.createdAt),
    sessionUntil: instant(session.expiresAt),
    userAgent: session.userAgent,
    leadsTo: entry.leadsTo,
    eventId: entry.eventId,
    requestId: entry.requestId,
    detail: entry.detail === null ? null : JSON.stringify(entry.detail),
    sessionBefore,
    confirmed: entry.confirmed,
  };
  return { name, text, values: parameters.map((parameter) => given[parameter]) };
}

type NamedStatement = ReturnType<typeof enterStatement> & { readonly name: string };

const statements = new Map<string, NamedStatement>();

// A connection prepares those that it has use of, each under a name of its own.
function statementOf(parts: EntryParts): NamedStatement {
  const named = `${parts.remembered ? "-remembered" : ""}${parts.session ? "-session" : ""}${parts.acceptsTerms ? "-accepts" : ""}`;
  const known = statements.get(named);
  if (known) return known;
  const made = { name: `enter-by-external-token${named}`, ...enterStatement(parts) };
  statements.set(named, made);
  return made;
}

// pg would write a Date in the zone of this machine, in fifteen steps.
function instant(at: Date | number): string {
  return new Date(at).toISOString();
}

function readEntry({ rows }: { readonly rows: readonly EntryColumns[] }): EntryRow {
  const [row] = rows;
  if (!row) throw new Error("the entering statement answered without a row");
  return {
    entered: row.entered,
    issuerActive: row.issuer_active,
    suspended: row.suspended,
    // The second: ended at this very moment, after it was looked at.
    linkEnded: row.ended || (row.used && !row.entered),
    mustAsk: row.must_ask,
    termsDue: row.terms_due,
    name: row.name,
    endUserId: row.end_user_id,
  };
}

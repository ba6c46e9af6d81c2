import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import { v7 } from "uuid";
import { newPrefixedToken, newToken } from "@/lib/crypto/token";

export type Row = { readonly id: string };
export type Bearer = { readonly id: string; readonly partnerId: string; readonly token: string };
export type App = { readonly id: string; readonly partnerId: string };
export type User = { readonly id: string; readonly email: string };
export type LoginToken = { readonly id: string; readonly token: string; readonly user: User; readonly app: App };

/** The people and things that the catalogue of attacks names, in rows of their own, so that test files do not meet. */
export type World = {
  readonly db: pg.Pool;
  readonly partners: { readonly A: Row; readonly B: Row; readonly suspended: Row };
  /** TA2 is TA's successor while both are valid; TAx is revoked */
  readonly bearers: Record<"TA" | "TA2" | "TAx" | "expired" | "pairOnly" | "TB" | "suspended", Bearer>;
  readonly apps: Record<"aPub" | "aSecond" | "aDraft" | "bPub" | "suspendedPub", App>;
  /** u1 has access to everything published; u2 to nothing; u3 is suspended; u4 is not verified; the last two are test users */
  readonly users: Record<"u1" | "u2" | "u3" | "u4" | "ofA" | "ofB", User>;
  /** a login token as the catalogue's Open would have minted it just now */
  readonly freshToken: (user: User, app: App, options?: { test?: boolean; lifeSeconds?: number }) => Promise<LoginToken>;
  /** many at once, of one user and app */
  readonly freshTokens: (count: number, user: User, app: App) => Promise<LoginToken[]>;
  readonly newBearer: (partner: Row) => Promise<Bearer>;
  readonly newUser: (options?: { verified?: boolean; access?: readonly App[] }) => Promise<User>;
  readonly setZone: (partner: Row, zone: string, from?: Date) => Promise<void>;
  /** every token and address that was made here: none of them may be seen where it does not belong */
  readonly secrets: () => ReadonlySet<string>;
  readonly close: () => Promise<void>;
};

/** What is stored of a token. */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Makes a world in the database at `url`, which has the schema. */
export async function createWorld(url: string): Promise<World> {
  const db = new pg.Pool({ connectionString: url, max: 4, application_name: "latchkey-e2e" });
  // A database that is stopped on purpose also ends the idle connections of the tests.
  db.on("error", () => undefined);
  const make = new Maker(db);
  const [A, B, suspended] = [await make.partner("active"), await make.partner("active"), await make.partner("active")];
  const apps = {
    aPub: await make.app(A, "published"),
    aSecond: await make.app(A, "published"),
    aDraft: await make.app(A, "draft"),
    bPub: await make.app(B, "published"),
    suspendedPub: await make.app(suspended, "published"),
  };
  const published = [apps.aPub, apps.aSecond, apps.bPub, apps.suspendedPub];
  const users = {
    u1: await make.user({ access: published }),
    u2: await make.user({}),
    u3: await make.user({ access: published }),
    u4: await make.user({ verified: false, access: published }),
    ofA: await make.user({ testPartner: A }),
    ofB: await make.user({ testPartner: B }),
  };
  const bearers = {
    TA: await make.bearer(A),
    TA2: await make.bearer(A),
    TAx: await make.bearer(A),
    expired: await make.bearer(A),
    pairOnly: await make.bearer(A, "{pair}"),
    TB: await make.bearer(B),
    suspended: await make.bearer(suspended),
  };
  await db.query("UPDATE bearer_tokens SET revoked_at = now() - interval '1 hour' WHERE id = $1", [bearers.TAx.id]);
  await db.query("UPDATE bearer_tokens SET expires_at = now() - interval '1 second' WHERE id = $1", [bearers.expired.id]);
  await db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [users.u3.id]);
  await db.query("UPDATE partners SET suspended_at = now() WHERE id = $1", [suspended.id]);
  return {
    db,
    partners: { A, B, suspended },
    bearers,
    apps,
    users,
    freshToken: async (user, app, options = {}) => make.oneLoginToken(user, app, options),
    freshTokens: (count, user, app) => make.loginTokens(count, user, app, {}),
    newBearer: (partner) => make.bearer(partner),
    newUser: (options = {}) => make.user(options),
    setZone: (partner, zone, from = new Date(0)) => make.zone(partner, zone, from),
    secrets: () => make.secrets,
    close: () => db.end(),
  };
}

class Maker {
  readonly secrets = new Set<string>();
  private readonly mark = randomBytes(5).toString("hex");
  private counter = 0;
  constructor(private readonly db: pg.Pool) {}

  async partner(partnership: "active" | "none"): Promise<Row> {
    const id = v7();
    const name = this.name("partner");
    await this.db.query("INSERT INTO partners (id, name, slug, partnership) VALUES ($1, $2, $2, $3)", [id, name, partnership]);
    await this.zone({ id }, "Europe/Warsaw", new Date(0));
    await this.db.query("INSERT INTO partner_shares (partner_id, effective_from, share_basis_points) VALUES ($1, '1970-01-01Z', 7000)", [
      id,
    ]);
    return { id };
  }

  async zone(partner: Row, zone: string, from: Date): Promise<void> {
    await this.db.query(
      `INSERT INTO partner_time_zones (partner_id, effective_from, zone) VALUES ($1, $2, $3)
       ON CONFLICT (partner_id, effective_from) DO UPDATE SET zone = excluded.zone`,
      [partner.id, from, zone],
    );
  }

  async app(partner: Row, state: "published" | "draft"): Promise<App> {
    const id = v7();
    const name = this.name("app");
    await this.db.query("INSERT INTO apps (id, partner_id, slug) VALUES ($1, $2, $3)", [id, partner.id, name]);
    await this.db.query(
      `INSERT INTO app_revisions (id, app_id, state, name, description, service_url, published_at)
       VALUES ($1, $2, $3, $4, 'an app', 'https://app.example/login', CASE WHEN $5 THEN now() END)`,
      [v7(), id, state, name, state === "published"],
    );
    return { id, partnerId: partner.id };
  }

  async user(options: { verified?: boolean; access?: readonly App[]; testPartner?: Row }): Promise<User> {
    const id = v7();
    const email = `${this.name("user")}@people.example`;
    this.secrets.add(email);
    await this.db.query("INSERT INTO end_users (id, name, email, email_verified_at, test_partner_id) VALUES ($1, 'Somebody', $2, $3, $4)", [
      id,
      email,
      options.verified === false ? null : new Date(),
      options.testPartner?.id ?? null,
    ]);
    for (const app of options.access ?? []) {
      await this.db.query(
        "INSERT INTO purchases (partner_id, id, app_id, end_user_id, starts_at) VALUES ($1, $2, $3, $4, now() - interval '1 day')",
        [app.partnerId, v7(), app.id, id],
      );
    }
    return { id, email };
  }

  async bearer(partner: Row, scopes = "{redeem,pair}"): Promise<Bearer> {
    const id = v7();
    const token = newPrefixedToken("lk_live");
    this.secrets.add(token);
    await this.db.query("INSERT INTO bearer_tokens (id, partner_id, name, hash, last_four, scopes) VALUES ($1, $2, $3, $4, $5, $6)", [
      id,
      partner.id,
      this.name("bearer"),
      hashOf(token),
      token.slice(-4),
      scopes,
    ]);
    return { id, partnerId: partner.id, token };
  }

  async oneLoginToken(user: User, app: App, options: { test?: boolean; lifeSeconds?: number }): Promise<LoginToken> {
    const [token] = await this.loginTokens(1, user, app, options);
    if (!token) throw new Error("no token was made");
    return token;
  }

  async loginTokens(count: number, user: User, app: App, options: { test?: boolean; lifeSeconds?: number }): Promise<LoginToken[]> {
    const made = Array.from({ length: count }, () => ({ id: v7(), token: newToken(), user, app }));
    for (const { token } of made) this.secrets.add(token);
    await this.db.query(
      `INSERT INTO login_tokens (hash, id, app_id, end_user_id, test, created_at, expires_at)
       SELECT hash, id, $3, $4, $5, clock_timestamp(), clock_timestamp() + make_interval(secs => $6)
         FROM unnest($1::bytea[], $2::uuid[]) AS t(hash, id)`,
      [
        made.map(({ token }) => hashOf(token)),
        made.map(({ id }) => id),
        app.id,
        user.id,
        options.test ?? false,
        options.lifeSeconds ?? 300,
      ],
    );
    return made;
  }

  private name(kind: string): string {
    this.counter += 1;
    return `${kind}-${this.mark}-${this.counter}`;
  }
}

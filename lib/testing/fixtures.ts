import { type AppInput, createApp, publishApp } from "../apps";
import type { Result } from "../core/result";
import type { Money } from "../core/money";
import type { PricePeriod } from "../core/price";
import type { Actor } from "../events/audit";
import { newId } from "../id";
import { createPartner } from "../partners";
import { createEndUser } from "../people";
import { pool } from "../db/pools";

/** Who does things in tests. */
export const someone: Actor = { kind: "cli" };

/** Long enough, and no example that anybody uses. */
export const PASSWORD = "correct horse battery";

/** The value of a decision that a test takes for granted. */
export function granted<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.value;
}

/** An address that nobody else in this database has. */
export function anAddress(): string {
  return `someone-${newId()}@example.com`;
}

/** Makes a partner. */
export async function aPartner(options: { name?: string; active?: boolean; timeZone?: string } = {}) {
  const { name = "Acme", active = true, timeZone = "UTC" } = options;
  const made = granted(await createPartner({ name, email: anAddress(), password: PASSWORD, active, timeZone }, someone));
  return { id: made.partnerId, slug: made.slug, accountId: made.accountId };
}

/** What a developer says of an app, as far as a test does not care. */
export const anAppInput = {
  name: "Shop",
  tagline: "Everything at once.",
  description: "A shop.",
  categories: ["shopping"],
  serviceUrl: "https://shop.example/enter",
  price: null,
} satisfies AppInput;

/** Makes an app of a partner: published unless told otherwise. */
export async function anApp(
  partnerId: string,
  options: Omit<Partial<AppInput>, "price"> & { price?: (Money & { period?: PricePeriod }) | null; published?: boolean } = {},
): Promise<{ id: string; slug: string }> {
  const { published = true, price = null, ...input } = options;
  const priced = { ...anAppInput, ...input, price: price && { period: "for_ever" as const, ...price } };
  const app = granted(await createApp(partnerId, priced, someone));
  if (published) granted(await publishApp(app.appId, someone, { draftToo: true }));
  return { id: app.appId, slug: app.slug };
}

/** Makes an end user with a verified address. */
export async function anEndUser(
  options: { email?: string; verified?: boolean; name?: string } = {},
): Promise<{ id: string; email: string }> {
  const { email = anAddress(), verified = true, name } = options;
  const { endUserId } = granted(await createEndUser({ email, verified, name }, someone));
  return { id: endUserId, email };
}

/** What was told of a subject, oldest first. */
export async function auditOf(
  subjectId: string,
): Promise<{ action: string; actor_kind: string; actor_id: string | null; after: unknown }[]> {
  const { rows } = await pool("pages").query(
    "SELECT action, actor_kind, actor_id, after FROM audit_events WHERE subject_id = $1 ORDER BY id",
    [subjectId],
  );
  return rows as { action: string; actor_kind: string; actor_id: string | null; after: unknown }[];
}

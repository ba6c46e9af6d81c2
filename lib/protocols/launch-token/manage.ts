import { z } from "zod";
import { BEARER_PREFIX } from "@/lib/credentials/bearer-spelling";
import { line } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { hashToken, newPrefixedToken } from "@/lib/crypto/token";
import { prisma, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { now } from "@/lib/clock";
import { newId } from "@/lib/id";

/** What somebody says of a bearer token they want. */
export const bearerTokenInput = z.object({
  name: line(60, "name"),
  scopes: z.array(z.enum(["redeem", "pair"], { error: word("forms.bearer.scopeUnknown") })).min(1, word("forms.bearer.scopesMissing")),
  expiresAt: z.date({ error: word("forms.bearer.endMalformed") }).nullable(),
});
export type BearerTokenInput = z.infer<typeof bearerTokenInput>;

/** A bearer token as the panel lists it; the token itself is in no list. */
export type BearerTokenSummary = {
  readonly id: string;
  readonly name: string;
  readonly lastFour: string;
  readonly scopes: readonly ("redeem" | "pair")[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** it was seen on a plain-http request */
  readonly exposedAt: Date | null;
  /** told from the events: the redeeming statement writes nothing for it */
  readonly lastUsedAt: Date | null;
};

/**
 * Makes a bearer token of a partner.
 * @returns the token, which is kept nowhere: whoever asked must show it once
 */
export async function createBearerToken(
  partnerId: string,
  input: BearerTokenInput,
  actor: Actor,
): Promise<Result<{ id: string; token: string }, "expires_in_the_past">> {
  if (input.expiresAt !== null && input.expiresAt <= now()) return refuse("expires_in_the_past");
  const token = newPrefixedToken(BEARER_PREFIX);
  const id = newId();
  const scopes = [...new Set(input.scopes)];
  await transaction(async (tx) => {
    await tx.bearerToken.create({
      data: {
        id,
        partnerId,
        name: input.name,
        hash: new Uint8Array(hashToken(token)),
        lastFour: token.slice(-4),
        scopes,
        expiresAt: input.expiresAt,
      },
    });
    await recordAudit(tx, {
      actor,
      action: "bearer_token.created",
      partnerId,
      subjectId: id,
      after: { name: input.name, scopes, expiresAt: input.expiresAt?.toISOString() ?? null },
    });
  });
  return accept({ id, token });
}

/** Ends a bearer token at once, everywhere; again is no harm. @param partnerId null: whoever's (the operator's command line) */
export async function revokeBearerToken(
  id: string,
  partnerId: string | null,
  actor: Actor,
): Promise<Result<{ revokedAt: Date }, "bearer_token_unknown">> {
  return transaction(async (tx) => {
    const owner = partnerId === null ? {} : { partnerId };
    const revokedAt = now();
    const { count } = await tx.bearerToken.updateMany({ where: { id, ...owner, revokedAt: null }, data: { revokedAt } });
    const row = await tx.bearerToken.findFirst({ where: { id, ...owner }, select: { name: true, partnerId: true, revokedAt: true } });
    if (!row?.revokedAt) return refuse("bearer_token_unknown");
    if (count > 0)
      await recordAudit(tx, { actor, action: "bearer_token.revoked", partnerId: row.partnerId, subjectId: id, before: { name: row.name } });
    return accept({ revokedAt: row.revokedAt });
  });
}

/** A partner's bearer tokens, newest first. */
export async function listBearerTokens(partnerId: string): Promise<BearerTokenSummary[]> {
  const rows = await prisma().bearerToken.findMany({ where: { partnerId }, orderBy: { id: "desc" } });
  const used = await Promise.all(rows.map((row) => lastUse(row.id)));
  return rows.map((row, index) => ({
    id: row.id,
    name: row.name,
    lastFour: row.lastFour,
    scopes: row.scopes,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    exposedAt: row.exposedAt,
    lastUsedAt: used[index] ?? null,
  }));
}

/** What a bearer token of this partner is called; null when it is none of theirs. */
export async function bearerTokenName(id: string, partnerId: string): Promise<string | null> {
  const row = await prisma().bearerToken.findFirst({ where: { id, partnerId }, select: { name: true } });
  return row?.name ?? null;
}

// One probe of the index (credential_id, at DESC) each, however many events there are.
async function lastUse(credentialId: string): Promise<Date | null> {
  const event = await prisma().loginEvent.findFirst({
    where: { credentialId, outcome: "accepted" },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return event?.at ?? null;
}

import type { AppView } from "@/lib/apps";
import type { ReasonCount } from "@/lib/events/count-refusals";
import type { PartnerSummary } from "@/lib/partners";
import type { IssuerView } from "@/lib/protocols/external-token";
import type { BearerTokenSummary } from "@/lib/protocols/launch-token";

/** Something that somebody of the partner should do. */
export type Attention =
  | { readonly kind: "tokenExposed"; readonly id: string; readonly name: string }
  | { readonly kind: "signatureShared"; readonly id: string; readonly name: string; readonly alarmedAt: Date }
  | { readonly kind: "tokenExpired" | "tokenExpires"; readonly id: string; readonly name: string; readonly at: Date }
  | { readonly kind: "issuerKeyEnded" | "issuerKeyEnds"; readonly id: string; readonly name: string; readonly at: Date }
  | { readonly kind: "appSentBack"; readonly id: string; readonly name: string; readonly note: string }
  | { readonly kind: "partnershipRejected"; readonly note: string }
  | { readonly kind: "refusals"; readonly reason: string; readonly count: number };

type Facts = {
  readonly partner: Pick<PartnerSummary, "status" | "note">;
  readonly apps: readonly Pick<AppView, "id" | "name" | "working">[];
  readonly bearerTokens: readonly Pick<BearerTokenSummary, "id" | "name" | "revokedAt" | "exposedAt" | "expiresAt">[];
  readonly issuers: readonly Pick<IssuerView, "id" | "iss" | "disabledAt" | "currentKey">[];
  readonly apiClients: readonly { readonly id: string; readonly name: string; readonly alarmedAt: Date | null }[];
  readonly refusals: readonly ReasonCount[];
};

const WEEK_MS = 7 * 86_400_000;
/** To put another key into a partner's servers takes longer than to replace a bearer token. */
const KEY_NOTICE_MS = 14 * 86_400_000;

/** What needs attention, the most urgent first. @param nowMs epoch milliseconds */
export function needsAttention({ partner, apps, bearerTokens, issuers, apiClients, refusals }: Facts, nowMs: number): readonly Attention[] {
  const alive = bearerTokens.filter(({ revokedAt }) => revokedAt === null);
  return [
    ...alive.filter(({ exposedAt }) => exposedAt !== null).map(({ id, name }): Attention => ({ kind: "tokenExposed", id, name })),
    ...apiClients.flatMap(({ id, name, alarmedAt }): Attention[] =>
      alarmedAt !== null && nowMs - alarmedAt.getTime() <= WEEK_MS ? [{ kind: "signatureShared", id, name, alarmedAt }] : [],
    ),
    ...alive.flatMap(({ id, name, expiresAt }): Attention[] => {
      if (expiresAt === null || Math.abs(expiresAt.getTime() - nowMs) > WEEK_MS) return [];
      return [{ kind: expiresAt.getTime() <= nowMs ? "tokenExpired" : "tokenExpires", id, name, at: expiresAt }];
    }),
    ...issuers.flatMap(({ id, iss, disabledAt, currentKey }): Attention[] => {
      const at = currentKey?.validUntil ?? null;
      if (disabledAt !== null || at === null || at.getTime() - nowMs > KEY_NOTICE_MS) return [];
      // Until it is replaced nobody comes in by it, however long ago it ended.
      return [{ kind: at.getTime() <= nowMs ? "issuerKeyEnded" : "issuerKeyEnds", id, name: iss, at }];
    }),
    ...apps.flatMap(({ id, name, working }): Attention[] =>
      working?.state === "draft" && working.reviewNote !== null ? [{ kind: "appSentBack", id, name, note: working.reviewNote }] : [],
    ),
    // Of a partner that asks, the note is its own; of one that neither asks nor is let in, the operator's reason.
    ...(partner.status === "none" && partner.note !== null ? [{ kind: "partnershipRejected" as const, note: partner.note }] : []),
    ...refusals.map(({ reason, count }): Attention => ({ kind: "refusals", reason, count })),
  ];
}

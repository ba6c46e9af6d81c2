import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Day, Moment } from "@/components/ui/moment";
import { newId } from "@/lib/id";
import type { BearerTokenSummary } from "@/lib/protocols/launch-token";
import { requestLanguage, words } from "@/lib/words";
import { dayInWords } from "@/lib/words/formats";
import { revokeToken } from "./actions";

/** A partner's bearer tokens; of each its beginning and its last four letters, never itself. @param at now */
export async function TokenList({ tokens, zone, at }: { tokens: readonly BearerTokenSummary[]; zone: string; at: Date }) {
  const [t, language] = [await words("panel.bearerTokens"), await requestLanguage()];
  const scopeWords = { redeem: t("mayRedeem"), pair: t("mayPair") };
  return (
    <ul className="divide-y divide-line">
      {tokens.map((token) => (
        <li key={token.id} className="space-y-3 py-5 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-semibold">{token.name}</span>
            <StateBadge token={token} at={at} />
          </div>
          {token.exposedAt && !token.revokedAt && (
            <Alert tone="danger" title={t("exposedTitle")}>
              {t("exposed", { day: dayInWords(token.exposedAt, zone, language) })}
            </Alert>
          )}
          <Facts>
            <Fact name={t("token")}>
              <span className="font-mono">{shortened(token)}</span>
            </Fact>
            <Fact name={t("may")}>{token.scopes.map((scope) => scopeWords[scope]).join(", ")}</Fact>
            <Fact name={t("lastUsed")}>{token.lastUsedAt ? <Moment at={token.lastUsedAt} zone={zone} /> : t("never")}</Fact>
            <Fact name={t("generated")}>
              <Day at={token.createdAt} zone={zone} />
            </Fact>
            {token.revokedAt ? (
              <Fact name={t("revokedAt")}>
                <Moment at={token.revokedAt} zone={zone} />
              </Fact>
            ) : (
              <Fact name={t("worksUntil")}>{token.expiresAt ? <Moment at={token.expiresAt} zone={zone} /> : t("untilRevoked")}</Fact>
            )}
          </Facts>
          {!token.revokedAt && (
            <Confirm label={t("revoke")}>
              <p className="mb-3">{t.rich("revokeText", { name: () => <strong>{token.name}</strong> })}</p>
              <ActionForm action={revokeToken} submission={newId()} hidden={{ tokenId: token.id }}>
                <SubmitButton variant="danger">{t("revokeThis")}</SubmitButton>
              </ActionForm>
            </Confirm>
          )}
        </li>
      ))}
    </ul>
  );
}

async function StateBadge({ token, at }: { token: BearerTokenSummary; at: Date }) {
  const t = await words("panel.bearerTokens");
  if (token.revokedAt) return <Badge tone="neutral">{t("revoked")}</Badge>;
  if (token.expiresAt && token.expiresAt <= at) return <Badge tone="neutral">{t("expired")}</Badge>;
  if (token.exposedAt) return <Badge tone="danger">{t("exposedBadge")}</Badge>;
  return <Badge tone="ok">{t("active")}</Badge>;
}

function shortened({ lastFour }: BearerTokenSummary): string {
  return `lk_live_…${lastFour}`;
}

import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { Day, Minute } from "@/components/ui/moment";
import { Cell, Row, Table } from "@/components/ui/table";
import { newId } from "@/lib/id";
import type { BearerTokenSummary } from "@/lib/protocols/launch-token";
import { requestLanguage, words } from "@/lib/words";
import { dayInWords } from "@/lib/words/formats";
import { revokeToken } from "./actions";

/** A partner's bearer tokens; of each its beginning and its last four letters, never itself. @param at now */
export async function TokenList({ tokens, zone, at }: { tokens: readonly BearerTokenSummary[]; zone: string; at: Date }) {
  const t = await words("panel.bearerTokens");
  const columns = [t("name"), t("token"), t("may"), t("lastUsed"), t("generated"), t("worksUntil"), t("step")];
  return (
    <Table caption={t("listTitle")} columns={columns}>
      {tokens.map((token) => (
        <TokenRow key={token.id} token={token} zone={zone} at={at} />
      ))}
    </Table>
  );
}

async function TokenRow({ token, zone, at }: { token: BearerTokenSummary; zone: string; at: Date }) {
  const [t, language] = [await words("panel.bearerTokens"), await requestLanguage()];
  const scopeWords = { redeem: t("mayRedeem"), pair: t("mayPair") };
  return (
    <Row>
      <Cell>
        <span className="font-semibold">{token.name}</span> <StateBadge token={token} at={at} />
        {token.exposedAt && !token.revokedAt && (
          <Alert tone="danger" title={t("exposedTitle")} className="mt-2">
            {t("exposed", { day: dayInWords(token.exposedAt, zone, language) })}
          </Alert>
        )}
      </Cell>
      <Cell label={t("token")}>
        <span className="font-mono whitespace-nowrap">{shortened(token)}</span>
      </Cell>
      <Cell label={t("may")}>{token.scopes.map((scope) => scopeWords[scope]).join(", ")}</Cell>
      <Cell label={t("lastUsed")}>{token.lastUsedAt ? <Minute at={token.lastUsedAt} zone={zone} /> : t("never")}</Cell>
      <Cell label={t("generated")}>
        <Day at={token.createdAt} zone={zone} />
      </Cell>
      <Cell label={token.revokedAt ? t("revokedAt") : t("worksUntil")}>
        <End token={token} zone={zone} />
      </Cell>
      <Cell label={t("step")}>
        {!token.revokedAt && (
          <Confirm label={t("revoke")}>
            <p className="mb-3">{t.rich("revokeText", { name: () => <strong>{token.name}</strong> })}</p>
            <ActionForm action={revokeToken} submission={newId()} hidden={{ tokenId: token.id }}>
              <SubmitButton variant="danger">{t("revokeThis")}</SubmitButton>
            </ActionForm>
          </Confirm>
        )}
      </Cell>
    </Row>
  );
}

async function End({ token, zone }: { token: BearerTokenSummary; zone: string }) {
  const t = await words("panel.bearerTokens");
  const end = token.revokedAt ?? token.expiresAt;
  return end ? <Minute at={end} zone={zone} /> : t("untilRevoked");
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

import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Day, Moment } from "@/components/ui/moment";
import { newId } from "@/lib/id";
import type { BearerTokenSummary } from "@/lib/protocols/launch-token";
import { revokeToken } from "./actions";

const scopeWords = { redeem: "redeem", pair: "pair" } as const;

/** A partner's bearer tokens; of each its beginning and its last four letters, never itself. @param at now */
export function TokenList({ tokens, zone, at }: { tokens: readonly BearerTokenSummary[]; zone: string; at: Date }) {
  return (
    <ul className="divide-y divide-line">
      {tokens.map((token) => (
        <li key={token.id} className="space-y-3 py-5 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 font-semibold">{token.name}</span>
            <StateBadge token={token} at={at} />
          </div>
          {token.exposedAt && !token.revokedAt && (
            <Alert tone="danger" title="It travelled unencrypted">
              It was seen on a plain http request on <Day at={token.exposedAt} zone={zone} />, so take it for known to others. Generate a
              new one, put it to use, and revoke this one.
            </Alert>
          )}
          <Facts>
            <Fact name="Token">
              <span className="font-mono">lk_live_…{token.lastFour}</span>
            </Fact>
            <Fact name="May">{token.scopes.map((scope) => scopeWords[scope]).join(", ")}</Fact>
            <Fact name="Last used">{token.lastUsedAt ? <Moment at={token.lastUsedAt} zone={zone} /> : "Never"}</Fact>
            <Fact name="Generated">
              <Day at={token.createdAt} zone={zone} />
            </Fact>
            {token.revokedAt ? (
              <Fact name="Revoked">
                <Moment at={token.revokedAt} zone={zone} />
              </Fact>
            ) : (
              <Fact name="Works until">{token.expiresAt ? <Moment at={token.expiresAt} zone={zone} /> : "You revoke it"}</Fact>
            )}
          </Facts>
          {!token.revokedAt && (
            <Confirm label="Revoke…">
              <p className="mb-3">
                Servers that use <strong>{token.name}</strong> are refused from the next request on. This cannot be taken back.
              </p>
              <ActionForm action={revokeToken} submission={newId()} hidden={{ tokenId: token.id }}>
                <SubmitButton variant="danger">Revoke this token</SubmitButton>
              </ActionForm>
            </Confirm>
          )}
        </li>
      ))}
    </ul>
  );
}

function StateBadge({ token, at }: { token: BearerTokenSummary; at: Date }) {
  if (token.revokedAt) return <Badge tone="neutral">Revoked</Badge>;
  if (token.expiresAt && token.expiresAt <= at) return <Badge tone="neutral">Expired</Badge>;
  if (token.exposedAt) return <Badge tone="danger">Exposed</Badge>;
  return <Badge tone="ok">Active</Badge>;
}

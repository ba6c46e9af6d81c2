import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { Minute } from "@/components/ui/moment";
import { type ApiClientView, listApiClients } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** A partner's API clients for the operator: which there are, and whose pages may frame ours. */
export async function ApiClients({ partnerId }: { partnerId: string }) {
  const [t, clients] = await Promise.all([words("apiClients.operator"), listApiClients(partnerId)]);
  return (
    <Card aria-labelledby="api-clients" className="lg:col-span-2">
      <CardHeader id="api-clients" title={t("title")} />
      {clients.length === 0 ? (
        <p className="text-sm text-muted">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {clients.map((client) => (
            <Client key={client.id} of={client} />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function Client({ of: { name, apiKey, disabledAt, parentOrigins, lastUsedAt } }: { of: ApiClientView }) {
  const [t, states] = await Promise.all([words("apiClients.operator"), words("apiClients.state")]);
  return (
    <li className="space-y-1 py-4 first:pt-0 last:pb-0">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
        {name} <Code>{apiKey}</Code>
        {disabledAt && <Badge tone="neutral">{states("disabled")}</Badge>}
      </h3>
      <p className="text-muted wrap-anywhere">
        {parentOrigins.length === 0 ? t("noOrigins") : t("origins", { origins: parentOrigins.join(", ") })}
      </p>
      <p className="text-muted">{lastUsedAt ? t.rich("lastUsed", { minute: () => <Minute at={lastUsedAt} /> }) : t("neverUsed")}</p>
    </li>
  );
}

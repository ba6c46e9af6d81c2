import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { Minute } from "@/components/ui/moment";
import { listPairings, type PairingView } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

/** A partner's newest pairings for the operator: whom it may sign in, or asks to. */
export async function Pairings({ partnerId }: { partnerId: string }) {
  const [t, { pairings, next }] = await Promise.all([words("pairings.operator"), listPairings(partnerId, { state: null, text: "" }, null)]);
  return (
    <Card aria-labelledby="pairings" className="lg:col-span-2">
      <CardHeader id="pairings" title={t("title")} />
      {pairings.length === 0 ? (
        <p className="text-sm text-muted">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {pairings.map((pairing) => (
            <Pairing key={pairing.id} of={pairing} />
          ))}
        </ul>
      )}
      {next !== null && <p className="mt-3 text-sm text-muted">{t("newest", { count: pairings.length })}</p>}
    </Card>
  );
}

async function Pairing({ of: { psClientId, email, state, testUser, lastLaunchAt } }: { of: PairingView }) {
  const [t, states] = await Promise.all([words("pairings.operator"), words("pairings.state")]);
  return (
    <li className="space-y-1 py-4 first:pt-0 last:pb-0">
      <h3 className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
        {email} <Code>{psClientId}</Code>
        <Badge tone={state === "confirmed" ? "ok" : "neutral"}>{states(state)}</Badge>
        {testUser && <Badge tone="neutral">{states("test")}</Badge>}
      </h3>
      <p className="text-muted">
        {lastLaunchAt ? t.rich("lastLaunch", { minute: () => <Minute at={lastLaunchAt} /> }) : t("neverLaunched")}
      </p>
    </li>
  );
}

import { PrintButton } from "@/components/ui/print-button";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Minute } from "@/components/ui/moment";
import { now } from "@/lib/clock";
import type { Statement } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { dayInWords, minuteInWords } from "@/lib/words/formats";
import { Lines, Totals } from "./lines-and-totals";

/**
 * The statement of a month, for whoever may see it.
 * @param path of the statement's page: its file and its lines are below it
 */
export async function StatementView({ statement, partnerName, path }: { statement: Statement; partnerName: string; path: string }) {
  const t = await words("payoffs.statement");
  return (
    <div className="space-y-6">
      <p className="hidden font-semibold print:block">{t("of", { partner: partnerName })}</p>
      <Standing statement={statement} />
      <Card aria-labelledby="totals">
        <CardHeader id="totals" title={t("totals")}>
          {t("perCurrency")}
        </CardHeader>
        <Totals totals={statement.totals} />
      </Card>
      <Card aria-labelledby="lines">
        <CardHeader id="lines" title={t("lines")}>
          {t("rounding")}
        </CardHeader>
        <Lines lines={statement.lines} path={path} />
      </Card>
      <Boundaries statement={statement} />
      <Card aria-labelledby="file">
        <CardHeader id="file" title={t("file")}>
          {t("fileWhat")}
        </CardHeader>
        <Facts>
          <Fact name={t(statement.state === "accruing" ? "provisionalHash" : "hash")}>
            <code className="font-mono text-xs break-all select-all">{statement.sha256}</code>
          </Fact>
          <Fact name={t("entries")}>{statement.entries.length}</Fact>
        </Facts>
        <div className="mt-5 flex flex-wrap gap-3 print:hidden">
          <ButtonLink variant="secondary" href={`${path}/csv`}>
            {t("download")}
          </ButtonLink>
          <PrintButton label={t("print")} />
        </div>
      </Card>
    </div>
  );
}

async function Standing({ statement }: { statement: Statement }) {
  const [t, language] = [await words("payoffs.statement"), await requestLanguage()];
  const { state, zone, closedAt, closableFrom, payment, to } = statement;
  const at = (instant: Date) => minuteInWords(instant, zone, language);
  const paid = payment && t("paid", { day: dayInWords(new Date(payment.on), "UTC", language), reference: payment.reference });
  if (state === "accruing") {
    const over = to <= now();
    return <Alert tone={over ? "warn" : "info"}>{over ? t("ended") : t("accruing", { at: at(closableFrom) })}</Alert>;
  }
  return (
    <Alert tone="ok" title={paid ?? undefined}>
      {closedAt && t("closed", { at: at(closedAt) })}
    </Alert>
  );
}

async function Boundaries({ statement: { from, to, zone, parts } }: { statement: Statement }) {
  const t = await words("payoffs.statement");
  return (
    <Card aria-labelledby="boundaries">
      <CardHeader id="boundaries" title={t("boundaries")} />
      <Facts>
        <Fact name={t("from")}>
          <Boundary at={from} zone={parts[0]?.zone ?? zone} />
        </Fact>
        <Fact name={t("to")}>
          <Boundary at={to} zone={zone} />
        </Fact>
        <Fact name={t("zone")}>{zone}</Fact>
      </Facts>
      {parts.length > 1 && (
        <Alert className="mt-5" title={t("stub", { count: parts.length })}>
          <ol className="mt-2 list-inside list-decimal space-y-1">
            {parts.map((part) => (
              <li key={part.from.toISOString()}>
                {part.zone}: <Boundary at={part.from} zone={part.zone} /> – <Boundary at={part.to} zone={part.zone} />
              </li>
            ))}
          </ol>
        </Alert>
      )}
    </Card>
  );
}

/** An instant as the partner's clocks show it, and as all others do. */
function Boundary({ at, zone }: { at: Date; zone: string }) {
  return (
    <>
      <Minute at={at} zone={zone} /> <code className="font-mono text-xs whitespace-nowrap text-muted">{at.toISOString()}</code>
    </>
  );
}

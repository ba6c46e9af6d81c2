"use client";

import { useMemo } from "react";
import type { ChartRow } from "@/components/charts/chart-props";
import { LazyChart } from "@/components/charts/lazy-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { chartRow, loginSeries, refusedSeries, userSeries } from "./chart-series";
import { FigureTable } from "./figure-table";
import { useFollowedStatistics } from "./follow-statistics";
import { KeyFigures } from "./key-figures";
import { LineKey } from "./line-key";
import { LiveState } from "./live-state";
import { NothingHere } from "./nothing-here";
import { ReasonList } from "./reason-list";
import type { StatisticsWords, ToldStatistics } from "./told-statistics";

/** Key figures, charts, the table that says the same, and why attempts were refused. @param source where newer figures are; null: they are final */
export function StatisticsBoard({ first, source, words }: { first: ToldStatistics; source: string | null; words: StatisticsWords }) {
  const { told, following } = useFollowedStatistics(first, source);
  const rows = useMemo(() => told.rows.map(chartRow), [told.rows]);
  return (
    <div className="space-y-6">
      <Card aria-labelledby="figures">
        <CardHeader id="figures" title={words.figures} />
        <KeyFigures figures={told.figures} />
        <ul className="mt-4 space-y-1 text-sm text-muted">
          {told.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
        {source !== null && <LiveState following={following} spoken={told.spoken} words={words} />}
      </Card>
      {told.empty === null ? <Charts rows={rows} words={words} /> : <NothingHere {...told.empty} />}
      <Card aria-labelledby="table">
        <FigureTable rows={told.rows} total={told.total} words={words} />
      </Card>
      <Card aria-labelledby="reasons">
        <CardHeader id="reasons" title={words.reasons}>
          {words.reasonsLead}
        </CardHeader>
        <ReasonList refusals={told.refusals} words={words} />
      </Card>
    </div>
  );
}

function Charts({ rows, words }: { rows: readonly ChartRow[]; words: StatisticsWords }) {
  return (
    <>
      <Card aria-labelledby="logins">
        <CardHeader id="logins" title={words.logins}>
          <LineKey series={loginSeries(words)} />
        </CardHeader>
        <LazyChart kind="line" rows={rows} series={loginSeries(words)} label={words.keys.logins} words={words} />
      </Card>
      <div className="grid gap-6 lg:grid-cols-2 [&>*]:min-w-0">
        <Card aria-labelledby="users">
          <CardHeader id="users" title={words.users} />
          <LazyChart kind="bar" rows={rows} series={userSeries(words)} label={words.keys.users} words={words} />
        </Card>
        <Card aria-labelledby="refused">
          <CardHeader id="refused" title={words.refused} />
          <LazyChart kind="bar" rows={rows} series={refusedSeries(words)} label={words.keys.refused} words={words} />
        </Card>
      </div>
    </>
  );
}

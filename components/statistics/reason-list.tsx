import { Code } from "@/components/ui/code";
import { TextLink } from "@/components/ui/text-link";
import type { StatisticsWords, ToldStatistics } from "./told-statistics";

/** Why attempts were refused, each with its remedy. */
export function ReasonList({ refusals: { shown, more }, words }: { refusals: ToldStatistics["refusals"]; words: StatisticsWords }) {
  if (shown.length === 0) return <p className="text-sm text-muted">{words.noReasons}</p>;
  return (
    <>
      <ol className="divide-y divide-line">
        {shown.map(({ key, reason, what, count, sentence, remedy, href }) => (
          <li key={key} className="grid gap-x-6 gap-y-1 py-4 text-sm first:pt-0 last:pb-0 sm:grid-cols-[8rem_1fr]">
            <p className="text-base font-semibold tabular-nums">{count}</p>
            <div className="min-w-0 space-y-1">
              <p className="font-semibold">{sentence ?? reason}</p>
              {remedy !== null && (
                <p>
                  {words.what} {remedy}
                </p>
              )}
              <p className="text-muted">
                {what} · <Code>{reason}</Code>
              </p>
              {href !== null && (
                <p>
                  <TextLink href={href}>
                    {words.events}
                    <span className="sr-only"> ({reason})</span>
                  </TextLink>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {more !== null && <p className="mt-3 text-sm text-muted">{more}</p>}
    </>
  );
}

import { controlLook } from "@/components/forms/field-frame";
import { Filter } from "@/components/forms/filter";
import { classNames } from "@/components/ui/class-names";
import { nowMs } from "@/lib/clock";
import { words } from "@/lib/words";
import type { Asked } from "./ask-statistics";
import { monthAway } from "./month-away";
import { anotherPeriod, statisticsAddress, type StatisticsQuery } from "./statistics-query";
import type { Whose } from "./whose";

/** Chooses the period: links for the usual ones, and a GET form for any other. @param asked null: what was asked for is refused @param typed what stands in the address, which stays in the form */
export async function RangePicker({ whose, asked, typed }: { whose: Whose; asked: Asked | null; typed: StatisticsQuery }) {
  const t = await words("statistics");
  const month = whose.calendar.dayAt(nowMs()).countedAs.slice(0, 7);
  const kept = { app: typed.app, protocol: typed.protocol, subject: typed.subject };
  const address = (changes: Partial<StatisticsQuery>) => statisticsAddress(whose.base, { ...kept, ...anotherPeriod }, changes);
  const [chosen, custom] = [asked?.query.range ?? "30", asked?.query.from !== undefined];
  const ranges = [
    ["today", t("ranges.today")],
    ["7", t("ranges.7")],
    ["30", t("ranges.30")],
    ["90", t("ranges.90")],
    [month, t("ranges.thisMonth")],
    [monthAway(month, -1), t("ranges.lastMonth")],
  ] as const;
  return (
    <nav aria-label={t("ranges.label")} className="space-y-3">
      <ul className="flex flex-wrap gap-2">
        {ranges.map(([range, name]) => (
          <li key={range}>
            <Chip href={address({ range })} current={asked !== null && !custom && range === chosen}>
              {name}
            </Chip>
          </li>
        ))}
        {asked !== null && /^\d{4}-\d\d$/.test(chosen) && (
          <>
            <li>
              <Chip href={address({ range: monthAway(chosen, -1) })}>{t("ranges.earlier")}</Chip>
            </li>
            {chosen < month && (
              <li>
                <Chip href={address({ range: monthAway(chosen, 1) })}>{t("ranges.later")}</Chip>
              </li>
            )}
          </>
        )}
      </ul>
      <details open={custom || asked === null}>
        <summary className="text-sm font-semibold">{t("ranges.other")}</summary>
        <Filter action={whose.base} hidden={kept} show={t("ranges.showDays")} className="mt-3 gap-4">
          <Dates asked={asked} typed={typed} from={t("ranges.from")} to={t("ranges.to")} />
          <p className="order-last w-full text-sm text-muted">{t("ranges.toHint")}</p>
        </Filter>
      </details>
    </nav>
  );
}

function Dates({ asked, typed, from, to }: { asked: Asked | null; typed: StatisticsQuery; from: string; to: string }) {
  const days = asked?.period.days;
  return [
    ["from", from, days?.[0]?.countedAs ?? typed.from],
    ["to", to, days?.at(-1)?.countedAs ?? typed.to],
  ].map(([name, label, value]) => (
    <label key={name} className="block text-sm font-semibold">
      {label}
      <input type="date" name={name} defaultValue={value} required className={`${controlLook} mt-1.5 font-normal`} />
    </label>
  ));
}

function Chip({ href, current = false, children }: { href: string; current?: boolean; children: string }) {
  return (
    <a
      href={href}
      aria-current={current ? "true" : undefined}
      className={classNames(
        "inline-flex min-h-10 items-center rounded-lg border border-line-strong px-3 text-sm font-semibold hover:bg-sunken",
        current && "border-accent bg-accent-soft text-accent hover:bg-accent-soft",
      )}
    >
      {children}
    </a>
  );
}

/** Statistics in finished texts, field by field: what the page is made with, and what it asks for again while it is open. */
export type ToldStatistics = {
  readonly figures: readonly ToldFigure[];
  /** with what, and over which boundaries, in sentences */
  readonly notes: readonly string[];
  /** null: there is something to show */
  readonly empty: {
    readonly title: string;
    readonly text: string;
    readonly action: { readonly href: string; readonly label: string };
  } | null;
  readonly rows: readonly ToldBucket[];
  readonly total: Readonly<Record<ToldMeasure, string>>;
  readonly refusals: { readonly shown: readonly ToldRefusal[]; readonly more: string | null };
  /** what is said to those who listen when the figures have changed */
  readonly spoken: string;
};

/** One of the key figures. @property change against the period before; null: not compared */
export type ToldFigure = {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly change: string | null;
  readonly trend: "up" | "down" | null;
  readonly hint: string;
};

export const toldMeasures = ["launches", "entries", "uniqueUsers", "refused", "tests"] as const;
export type ToldMeasure = (typeof toldMeasures)[number];

/** One bar, one row. */
export type ToldBucket = {
  /** RFC 3339, UTC */
  readonly startsAt: string;
  readonly label: string;
  /** why it is not like the others: its length, that it is a part, that it is not over */
  readonly note: string | null;
  /** the same for the chart, short enough to stand in it */
  readonly mark: string | null;
  /** null: it lies in the future */
  readonly counts: Readonly<Record<ToldMeasure, number>> | null;
  readonly texts: Readonly<Record<ToldMeasure, string>>;
};

/** Why attempts were refused. @property href their events; null: whoever reads this cannot see them */
export type ToldRefusal = {
  readonly key: string;
  readonly reason: string;
  readonly what: string;
  readonly count: string;
  readonly sentence: string | null;
  readonly remedy: string | null;
  readonly href: string | null;
};

/** Finished texts of the parts of the page that stay the same. */
export type StatisticsWords = Readonly<
  Record<
    | ToldMeasure
    | "figures"
    | "logins"
    | "users"
    | "loading"
    | "failed"
    | "noScript"
    | "table"
    | "caption"
    | "when"
    | "total"
    | "totalNote"
    | "reasons"
    | "reasonsLead"
    | "noReasons"
    | "what"
    | "events"
    | "live"
    | "paused"
    | "signedOut"
    | "reload",
    string
  >
> & { readonly keys: Readonly<Record<"logins" | "users" | "refused", string>> };

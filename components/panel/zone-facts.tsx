import { Fact, Facts } from "@/components/ui/facts";

/** What one wants to know of a time zone, in finished texts. */
export type ToldZone = {
  readonly zone: string;
  readonly title: string;
  readonly now: string;
  readonly nextMidnight: string;
  readonly clocks: readonly string[];
};

export type ZoneWords = Readonly<Record<"nowThere" | "nextMidnight" | "clocks", string>>;

/** The facts of a zone. @param lead further ones, before these */
export function ZoneFacts({ told, words, lead }: { told: ToldZone; words: ZoneWords; lead?: React.ReactNode }) {
  return (
    <Facts>
      {lead}
      <Fact name={words.nowThere}>{told.now}</Fact>
      <Fact name={words.nextMidnight}>{told.nextMidnight}</Fact>
      <Fact name={words.clocks}>
        <ul className="space-y-1">
          {told.clocks.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      </Fact>
    </Facts>
  );
}

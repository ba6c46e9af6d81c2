import { Cell, Row, Table } from "@/components/ui/table";
import { type StatisticsWords, type ToldBucket, type ToldMeasure, toldMeasures } from "./told-statistics";

/** What the charts show, as a table that opens and closes without a script. */
export function FigureTable({
  rows,
  total,
  words,
}: {
  rows: readonly ToldBucket[];
  total: Readonly<Record<ToldMeasure, string>>;
  words: StatisticsWords;
}) {
  return (
    <details>
      <summary id="table" className="text-lg font-semibold">
        {words.table}
      </summary>
      <div className="mt-4">
        <Table caption={words.caption} columns={[words.when, ...toldMeasures.map((measure) => words[measure])]}>
          {rows.map(({ startsAt, label, note, texts }) => (
            <Figures key={startsAt} name={label} note={note} texts={texts} words={words} />
          ))}
          <Figures name={words.total} note={words.totalNote} texts={total} words={words} />
        </Table>
      </div>
    </details>
  );
}

type Line = { readonly name: string; readonly note: string | null; readonly texts: Readonly<Record<ToldMeasure, string>> };

function Figures({ name, note, texts, words }: Line & { words: StatisticsWords }) {
  return (
    <Row>
      <Cell>
        <span className="font-semibold">{name}</span>
        {note !== null && <span className="block text-xs text-muted">{note}</span>}
      </Cell>
      {toldMeasures.map((measure) => (
        <Cell key={measure} label={words[measure]} className="tabular-nums">
          {texts[measure]}
        </Cell>
      ))}
    </Row>
  );
}

/** What a command answers: names and texts out of the contract, instants as RFC 3339. */
export type Answer = Row | readonly Row[];

type Row = Readonly<Record<string, Value>>;
type Single = string | number | boolean | null;
type Named = Readonly<Record<string, Single>>;
/** a list of texts or of rows, or names with their values, such as amounts by currency */
type Value = Single | readonly (string | Named)[] | Named;

/** An answer as one JSON document on one line. */
export function asJson(answer: Answer): string {
  return `${JSON.stringify(answer)}\n`;
}

/** An answer for people: a line for each member, or a table for a list. */
export function asText(answer: Answer): string {
  return isList(answer) ? asTable(answer) : asLines(answer);
}

function isList(answer: Answer): answer is readonly Row[] {
  return Array.isArray(answer);
}

function asLines(row: Row): string {
  const names = Object.keys(row);
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => `${name.padEnd(width)}  ${asCell(row[name])}\n`).join("");
}

function asTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return "Nothing.\n";
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => asCell(row[name])))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function asWords(value: Exclude<Value, Single>): string {
  if (!isSeveral(value)) return namesAndValues(value);
  return value.map((one) => (typeof one === "string" ? one : `(${namesAndValues(one)})`)).join(", ");
}

function isSeveral(value: Exclude<Value, Single>): value is readonly (string | Named)[] {
  return Array.isArray(value);
}

function namesAndValues(named: Named): string {
  return Object.entries(named)
    .map(([name, value]) => `${name} ${value ?? "–"}`)
    .join(", ");
}

function asCell(value: Value | undefined): string {
  if (value === undefined || value === null) return "–";
  const text = typeof value === "object" ? asWords(value) : String(value);
  // A terminal obeys control characters: none may come out of the database.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "�");
}

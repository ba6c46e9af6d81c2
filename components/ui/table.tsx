import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

// On a narrow screen rows become blocks (globals.css, .stacking-table), by which browsers forget that it is a table: hence
// the roles, which say what the elements would.

/** A column that its heading sorts by. @property sorted how the rows stand now; null: by another column */
export type SortableColumn = { readonly label: string; readonly href: string; readonly sorted: "ascending" | "descending" | null };

/** A table with a name; narrow screens show each row as a block. */
export function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly (string | SortableColumn)[];
  children: ReactNode;
}) {
  return (
    <table role="table" className="stacking-table w-full text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Heading key={typeof column === "string" ? column : column.label} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
  );
}

function Heading({ column }: { column: string | SortableColumn }) {
  const sortable = typeof column === "string" ? null : column;
  const Arrow = sortable?.sorted === "descending" ? ArrowDown : sortable?.sorted === "ascending" ? ArrowUp : ArrowUpDown;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={sortable?.sorted ?? undefined}
      className="border-b border-line px-3 py-2 text-xs font-semibold text-muted first:pl-0 last:pr-0"
    >
      {typeof column === "string" ? (
        column
      ) : (
        <a href={column.href} className="inline-flex items-center gap-1 rounded hover:text-text">
          {column.label}
          <Arrow aria-hidden className="size-3.5" />
        </a>
      )}
    </th>
  );
}

/** One row. */
export function Row({ children }: { children: ReactNode }) {
  return (
    <tr role="row" className="border-b border-line last:border-b-0 max-sm:py-3">
      {children}
    </tr>
  );
}

/** One cell. @param label the name of its column, shown on narrow screens; none for the cell that names the row */
export function Cell({ label, children, className }: { label?: string; children: ReactNode; className?: string }) {
  return (
    <td
      role="cell"
      data-label={label}
      className={classNames("px-0 py-1.5 align-top wrap-anywhere sm:px-3 sm:py-3 sm:first:pl-0 sm:last:pr-0", className)}
    >
      {children}
    </td>
  );
}

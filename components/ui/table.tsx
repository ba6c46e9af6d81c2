import type { ReactNode } from "react";
import { classNames } from "./class-names";

// On a narrow screen rows become blocks (globals.css, .stacking-table), by which browsers forget that it is a table: hence
// the roles, which say what the elements would.

/** A table with a name; narrow screens show each row as a block. */
export function Table({ caption, columns, children }: { caption: string; columns: readonly string[]; children: ReactNode }) {
  return (
    <table role="table" className="stacking-table w-full text-left text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column}
              role="columnheader"
              scope="col"
              className="border-b border-line px-3 py-2 text-xs font-semibold text-muted first:pl-0 last:pr-0"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">{children}</tbody>
    </table>
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

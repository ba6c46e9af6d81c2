import type { Queryable } from "./queryable";

/** What became of the sealed values of a column. */
export type Resealed = {
  /** sealed anew under the current master secret */
  readonly resealed: number;
  /** do not open: sealed under a master secret that is not known, or for another row. They stay as they are. */
  readonly lost: number;
};

const BATCH = 500;

/**
 * Seals every value of a column anew that is not yet under the current master secret, row by row, while others work: a row that
 * is changed meanwhile keeps what it was given, and comes with the next run.
 * @param column its table and the names of its key (a UUID) and of itself, by the code alone
 * @param reseal the value for the row of this key: itself when it is in order, null when it does not open
 */
export async function resealColumn<Sealed extends string | Uint8Array>(
  db: Queryable,
  column: { readonly table: string; readonly id: string; readonly sealed: string },
  reseal: (id: string, sealed: Sealed) => Promise<Sealed | null> | Sealed | null,
): Promise<Resealed> {
  const { table, id, sealed } = column;
  let [resealed, lost, after] = [0, 0, "00000000-0000-0000-0000-000000000000"];
  for (;;) {
    const { rows } = await db.query<{ id: string; sealed: Sealed }>(
      `SELECT ${id} AS id, ${sealed} AS sealed FROM ${table} WHERE ${id} > $1 AND ${sealed} IS NOT NULL ORDER BY ${id} LIMIT ${BATCH}`,
      [after],
    );
    for (const row of rows) {
      const fresh = await reseal(row.id, row.sealed);
      if (fresh === null) lost += 1;
      if (fresh === null || fresh === row.sealed) continue;
      const { rowCount } = await db.query(`UPDATE ${table} SET ${sealed} = $1 WHERE ${id} = $2 AND ${sealed} = $3`, [
        fresh,
        row.id,
        row.sealed,
      ]);
      resealed += rowCount ?? 0;
    }
    const last = rows.at(-1);
    if (!last) return { resealed, lost };
    after = last.id;
  }
}

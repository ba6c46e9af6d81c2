/** SQL of whether the time of a key (rotating-keys.ts) is not over, by the database's clock. @param row what a statement calls its row */
export const isGoodKey = (row: string) => `(${row}.valid_until IS NULL OR ${row}.valid_until > statement_timestamp())`;

/** SQL: the versions of the mandatory documents that are in force in a country, one row each. @param country an SQL expression */
export function requiredIn(country: string): string {
  return `SELECT f.version_id FROM terms_applying(${country}) AS f WHERE f.mandatory`;
}

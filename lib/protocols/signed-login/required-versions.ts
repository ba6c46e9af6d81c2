/** SQL: the versions of the mandatory documents that are in force in a country, one row each. @param country an SQL expression */
export function requiredIn(country: string): string {
  return `SELECT f.version_id FROM terms_applying(${country}) AS f WHERE f.mandatory`;
}

/** SQL: a user has accepted a version. Both are SQL expressions. */
export function acceptedBy(endUser: string, version: string): string {
  return `EXISTS (SELECT FROM terms_acceptances a WHERE a.end_user_id = ${endUser} AND a.version_id = ${version})`;
}

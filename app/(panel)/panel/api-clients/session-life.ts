/** Seconds of each unit in which a session's life can be told, the longest first. */
export const lifeUnits = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
export type LifeUnit = keyof typeof lifeUnits;
export const lifeUnitNames = Object.keys(lifeUnits) as LifeUnit[];

/** A number of seconds in the longest unit that tells it exactly. A day is told as 24 hours, as people say. */
export function lifeIn(seconds: number): { readonly count: number; readonly unit: LifeUnit } {
  const fits = lifeUnitNames.filter((unit) => seconds % lifeUnits[unit] === 0 && seconds !== lifeUnits[unit]);
  const unit = fits[0] ?? "seconds";
  return { count: seconds / lifeUnits[unit], unit };
}

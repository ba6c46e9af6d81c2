/** What an app can be about, in the order in which people choose. */
export const appCategories = ["reading", "music", "video", "learning", "games", "work", "health", "shopping", "travel", "other"] as const;

export type AppCategory = (typeof appCategories)[number];

/** An app has at least one category, and at most so many. */
export const MOST_CATEGORIES = 3;

/** True for the name of a category. */
export function isAppCategory(text: string): text is AppCategory {
  return (appCategories as readonly string[]).includes(text);
}

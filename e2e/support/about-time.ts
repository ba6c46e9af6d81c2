/**
 * For a test that looks at the clock of a machine which others use as well: it may fail once and must then be right. What
 * is always late fails twice.
 */
export const aboutTime = { retry: 1 } as const;

/** Every server's share: room for the short-lived objects of some hundred logins, so that few of them have to be copied (MiB). */
export const YOUNG_GENERATION = "--max-semi-space-size=32";

/** Node's flags for `dist/server.js`: what `npm start` says in package.json, for those who start it by themselves. */
export const serverFlags: readonly string[] = ["--enable-source-maps", YOUNG_GENERATION];

// The first that is named counts: Edge and Opera say Chrome too, and Chrome says Safari.
const browsers = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["CrOS", "ChromeOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/**
 * What a browser most likely is, for its owner to know it again; nothing is decided by it.
 * @param userAgent text of the client
 * @returns null for what we do not know
 */
export function browserName(userAgent: string | null): { readonly browser: string | null; readonly system: string | null } {
  const named = (known: readonly (readonly [mark: string, name: string])[]) =>
    known.find(([mark]) => userAgent?.includes(mark) === true)?.[1] ?? null;
  return { browser: named(browsers), system: named(systems) };
}

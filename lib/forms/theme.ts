import { cookies } from "next/headers";

/** How the pages look; `system` is what the reader's machine says. */
export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];

/** Holds the reader's choice. No secret, nobody's identity: the page may read and write it. */
export const THEME_COOKIE = "theme";

/** True for the name of a theme. */
export function isTheme(text: unknown): text is Theme {
  return themes.some((theme) => theme === text);
}

/** The theme that this browser's reader has chosen. */
export async function chosenTheme(): Promise<Theme> {
  const value = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(value) ? value : "system";
}

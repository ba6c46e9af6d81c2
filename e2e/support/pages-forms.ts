import type { Browser } from "./pages-browser";
import { type Form, formsOf } from "./pages-html";
import type { PageAnswer } from "./pages-http";

/** A form that a server action stands behind, on the page that showed it. */
export type ShownForm = { readonly page: PageAnswer; readonly form: Form; readonly name: string };

/** The forms of some pages that a server action stands behind, each kind once. */
export async function formsOn(browser: Browser, paths: readonly string[]): Promise<ShownForm[]> {
  const shown = new Map<string, ShownForm>();
  for (const path of paths) {
    const page = await browser.get(path);
    for (const form of formsOf(page.body).filter(({ multipart }) => multipart)) {
      const name = `“${form.button}” of ${path.replace(/[0-9a-f-]{36}/g, "…")}`;
      if (!shown.has(name)) shown.set(name, { page, form, name });
    }
  }
  return [...shown.values()];
}

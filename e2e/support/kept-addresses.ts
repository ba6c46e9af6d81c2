import type { Page } from "@playwright/test";

/**
 * Watches which addresses a page leaves behind: in Referer headers, in the address bar and its frames, in the history of the
 * window, in `document.referrer`.
 * @returns tells all of them so far
 */
export function watchAddresses(page: Page): () => Promise<string[]> {
  const seen: string[] = [];
  page.on("request", (request) => void request.allHeaders().then((headers) => seen.push(headers.referer ?? "")));
  page.on("framenavigated", (frame) => seen.push(frame.url()));
  return async () => {
    await page.waitForLoadState("networkidle");
    const kept = await page.evaluate(() => {
      const { navigation } = window as unknown as { navigation: { entries: () => { url: string | null }[] } };
      return [...navigation.entries().map(({ url }) => url ?? ""), document.referrer, location.href];
    });
    return [...seen, ...kept];
  };
}

/** Follows a link to `href` from a page of ours: of the same site, whose links tell the most. */
export async function followFromOurs(page: Page, href: string): Promise<void> {
  await page.goto("/services");
  // Before React has taken the page over it would find the link to be none of its own, and take it away.
  await page.waitForLoadState("networkidle");
  await page.evaluate((target) => {
    document.body.append(Object.assign(document.createElement("a"), { href: target, textContent: "a link of somebody's" }));
  }, href);
  await page.getByRole("link", { name: "a link of somebody's" }).click();
}

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds wrong on a page, each with the elements concerned.
 * Legacy mode looks at the page where it is; the other one opens a second page for every look, for the sake of frames of other
 * origins, which none of our pages has (their CSP forbids it).
 */
export async function violationsOf(page: Page): Promise<{ id: string; told: string }[]> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => ({ id, told: `${id}: ${nodes.map((node) => node.html).join(" ")}` }));
}

// Between two colours there is one that nobody stops to read: whatever is fading is waited for. What turns for ever is not.
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
}

/** By how many pixels a page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

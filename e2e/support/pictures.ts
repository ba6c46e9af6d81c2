import type { Page, TestInfo } from "@playwright/test";

/** Pictures are for eyes alone, and a third of a walk's time: `LATCHKEY_PICTURES=1 npm test -- --only browser`. */
const takesPictures = process.env.LATCHKEY_PICTURES === "1";

/** Takes a picture of a whole page into the test's results, where pictures are wanted. */
export async function picture(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  if (!takesPictures) return;
  // Colours that fade from one theme into the other are taken as they end.
  await page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true, animations: "disabled" });
}

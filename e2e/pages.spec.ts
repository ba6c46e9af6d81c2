import type { Page } from "@playwright/test";
import { sideways, violationsOf } from "./support/accessibility";
import { expect, test } from "./support/journey";
import { type Cast, createCast, PASSWORD, parametersOf } from "./support/pages-cast";
import { isOpen, pagesOf, pathOf, type Route } from "./support/pages-routes";
import { picture } from "./support/pictures";

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

let cast: Cast;
test.beforeAll(async () => void (cast = await createCast(process.env.DATABASE_URL ?? "")));
test.afterAll(() => cast.close());

const walks = [
  { who: "nobody", pages: pagesOf("panel", "operator", "portal").filter(isOpen), signIn: null },
  { who: "a developer", pages: closed("panel"), signIn: ["/panel/sign-in", () => cast.people.aOwner.email] },
  { who: "an operator", pages: closed("operator"), signIn: ["/panel/sign-in", () => cast.people.op.email] },
  {
    who: "an end user",
    pages: pagesOf("portal").filter(({ pattern }) => !/sign-(?:in|up)$/.test(pattern)),
    signIn: ["/sign-in", () => cast.people.u1.email],
  },
] as const;

for (const { who, pages, signIn } of walks) {
  test(`every page that ${who} sees is accessible, still and not too wide, in both themes at 1280 and 390 px`, async ({
    page,
  }, testInfo) => {
    test.setTimeout(60_000 + pages.length * 25_000);
    await countShifts(page);
    if (signIn) await enter(page, signIn[0], signIn[1]());
    for (const route of pages) {
      await test.step(route.pattern, async () => {
        const path = pathOf(route, { ...parametersOf(cast, await slugOfA()), appId: cast.apps.aPub.id });
        const name = route.pattern.replace(/[^a-z-]+/gi, "_");
        for (const [size, first, second] of [
          [wide, "light", "dark"],
          [narrow, "dark", "light"],
        ] as const) {
          await page.setViewportSize(size);
          await page.emulateMedia({ colorScheme: first });
          await load(page, path);
          // A busy machine may paint half a page: what always moves does so again.
          if ((await shifts(page)) !== 0) await load(page, path);
          expect.soft(await shifts(page), `${path} moves while it loads at ${size.width} px`).toBe(0);
          await expectSound(page, path);
          await picture(page, testInfo, `${name}.${size.width}.${first}`);
          await page.emulateMedia({ colorScheme: second });
          await picture(page, testInfo, `${name}.${size.width}.${second}`);
        }
      });
    }
  });
}

function closed(realm: "panel" | "operator"): Route[] {
  return pagesOf(realm).filter((route) => !isOpen(route));
}

async function slugOfA(): Promise<string> {
  const { rows } = await cast.db.query<{ slug: string }>("SELECT slug FROM apps WHERE id = $1", [cast.apps.aPub.id]);
  return rows[0]?.slug ?? "";
}

async function enter(page: Page, door: string, email: string): Promise<void> {
  await page.goto(door);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

async function load(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

type Shifting = { layoutShifts?: number };

// What moves without anybody having touched the page (web.dev/cls), added up from the first frame on.
async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counter = window as Shifting;
    counter.layoutShifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) counter.layoutShifts = (counter.layoutShifts ?? 0) + entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

function shifts(page: Page): Promise<number | undefined> {
  return page.evaluate(() => (window as Shifting).layoutShifts);
}

async function expectSound(page: Page, path: string): Promise<void> {
  const told = (await violationsOf(page)).map((violation) => violation.told);
  expect.soft(told, `accessibility of ${path}`).toEqual([]);
  expect.soft(await sideways(page), `${path} scrolls sideways`).toBe(0);
  await expect.soft(page.locator("h1"), `${path} has one heading`).toHaveCount(1);
}

test("the walk notices a page that moves, is too wide, or keeps something from those who listen", async ({ page }) => {
  await countShifts(page);
  await page.goto("/services");
  await page.evaluate(() => {
    const bar = document.createElement("div");
    Object.assign(bar.style, { height: "300px", width: "3000px" });
    document.body.prepend(bar);
    document.body.append(Object.assign(document.createElement("input"), { type: "text" }));
  });
  await expect.poll(() => shifts(page)).toBeGreaterThan(0);
  expect(await sideways(page)).toBeGreaterThan(0);
  expect((await violationsOf(page)).map(({ id }) => id)).toContain("label");
});

import { v7 } from "uuid";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { controlNamed, formWith, textOf } from "../support/pages-html";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
const mark = `m${v7().slice(-12)}`;
let cast: Cast;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  for (let number = 10; number < 40; number += 1) {
    const { id } = await cast.newApp(cast.partners.A, "published");
    await cast.db.query("UPDATE app_revisions SET name = $2, tagline = $3, categories = $4 WHERE app_id = $1", [
      id,
      `${mark} ${number}`,
      number === 20 ? "100% of it" : "Some of it",
      number % 2 === 0 ? ["music"] : ["games", "work"],
    ]);
  }
});
afterAll(() => cast.close());

const namesOn = (body: string) => [...new Set([...body.matchAll(new RegExp(`>(${mark} \\d\\d)<`, "g"))].map(([, name]) => name))];

test("the catalogue is searched by words and category, without JavaScript; what was looked for stays in the field", async () => {
  const visitor = new Browser(url);
  const all = await visitor.get(`/services?q=${mark}`);
  expectSafe(all);
  expect(namesOn(all.body)).toHaveLength(24);
  expect(controlNamed(formWith(all.body, "Search"), "q").value).toBe(mark);
  expect(namesOn((await visitor.get(`/services?q=${mark}+100%25`)).body)).toEqual([`${mark} 20`]);
  const music = await visitor.get(`/services?q=${mark}&category=music`);
  expect(namesOn(music.body)).toHaveLength(15);
  expect(music.body).toMatch(/aria-current="true"[^>]*>Music</);
  expect(controlNamed(formWith(music.body, "Search"), "category").value).toBe("music");
  const nothing = await visitor.get(`/services?q=${mark}+nothing`);
  expect(textOf(nothing.body)).toContain("No app is like this");
});

test("page after page shows every app once", async () => {
  const visitor = new Browser(url);
  const seen: (string | undefined)[] = [];
  let path: string | undefined = `/services?q=${mark}`;
  for (let pages = 0; path !== undefined && pages < 5; pages += 1) {
    const { body }: { body: string } = await visitor.get(path);
    seen.push(...namesOn(body));
    path = /href="(\/services\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(seen).toHaveLength(30);
  expect(new Set(seen).size).toBe(30);
});

test("PN-42: a description is Markdown, and nothing else of it is live", async () => {
  const { id, slug } = await cast.newApp(cast.partners.A, "published");
  const description = `# Title\n\n**bold** [ok](https://ok.example/) [bad](javascript:alert(1)) <img src=x onerror=alert(1)> ![p](https://evil.example/p.png)`;
  await cast.db.query("UPDATE app_revisions SET description = $2 WHERE app_id = $1", [id, description]);
  const { body } = await new Browser(url).get(`/services/${slug}`);
  expect(body).toMatch(/<h2[^>]*>Title<\/h2>/);
  expect(body).toContain("<strong>bold</strong>");
  expect(body).toMatch(/<a href="https:\/\/ok\.example\/" rel="nofollow ugc noopener noreferrer"/);
  const page = body.replace(/<script\b[^>]*>.*?<\/script>/gs, "");
  expect(page).not.toMatch(/href="javascript|<img src="?x|evil\.example/);
});

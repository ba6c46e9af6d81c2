import { expect, test } from "vitest";
import { appInput } from ".";

const good = {
  name: "Shop",
  tagline: "Everything at once.",
  description: "A shop.",
  categories: ["shopping"],
  serviceUrl: "https://shop.example/enter?x=1#top",
  price: null,
};

test("what is fine is kept byte for byte", () => {
  expect(appInput().parse({ ...good, serviceUrl: " https://shop.example/a%20b?=&&x ", price: { minor: 499, currency: "EUR" } })).toEqual({
    ...good,
    serviceUrl: "https://shop.example/a%20b?=&&x",
    price: { minor: 499, currency: "EUR", period: "for_ever" },
  });
});

for (const [what, change, field] of [
  ["an empty name", { name: " " }, "name"],
  ["a name of two lines", { name: "a\nb" }, "name"],
  ["a name of 61 characters", { name: "x".repeat(61) }, "name"],
  ["a name that reads backwards", { name: "Sh\u202eop" }, "name"],
  ["a tagline of 81 characters", { tagline: "x".repeat(81) }, "tagline"],
  ["a tagline of two lines", { tagline: "a\nb" }, "tagline"],
  ["no category", { categories: [] }, "categories"],
  ["four categories", { categories: ["reading", "music", "video", "work"] }, "categories"],
  ["one category twice", { categories: ["work", "work"] }, "categories"],
  ["a description of 501 characters", { description: "x".repeat(501) }, "description"],
  ["no URL", { serviceUrl: "" }, "serviceUrl"],
  ["a script for a URL", { serviceUrl: "javascript:alert(1)" }, "serviceUrl"],
  ["a URL with a password", { serviceUrl: "https://a:b@shop.example/" }, "serviceUrl"],
  ["a URL with a services parameter", { serviceUrl: "https://shop.example/?services=1" }, "serviceUrl"],
  ["a price of nothing", { price: { minor: 0, currency: "EUR" } }, "price"],
  ["a negative price", { price: { minor: -1, currency: "EUR" } }, "price"],
  ["half a cent", { price: { minor: 0.5, currency: "EUR" } }, "price"],
  ["a price beyond the column", { price: { minor: 2 ** 31, currency: "EUR" } }, "price"],
  ["a currency that is none", { price: { minor: 1, currency: "EURO" } }, "price"],
] as const) {
  test(`${what} is refused at its field`, () => {
    const parsed = appInput().safeParse({ ...good, ...change });
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
}

test("a category is one of the list, and nothing else", () => {
  for (const odd of ["Reading", "crypto", "", "__proto__", "constructor"])
    expect(appInput().safeParse({ ...good, categories: ["work", odd] }).error?.issues[0]?.message).toBe("forms.categories.unknown");
});

test("plain http is for drafts; on a platform that is on loopback itself, loopback may be published too", () => {
  const http = { ...good, serviceUrl: "http://shop.example/" };
  expect(appInput().safeParse(http).success).toBe(true);
  expect(appInput("published").safeParse(http).error?.issues[0]).toMatchObject({
    path: ["serviceUrl"],
    params: { reason: "url_not_https" },
  });
  expect(appInput("published").safeParse({ ...good, serviceUrl: "http://localhost:4000/" }).success).toBe(true);
});

import { describe, expect, test } from "vitest";
import { appForm } from "./app-form";

const typed = {
  name: "Shop",
  tagline: "Buys and sells.",
  description: "Buys.",
  categories: "shopping",
  serviceUrl: "https://shop.example/login",
  pricing: "free",
  amount: "",
  currency: "EUR",
};

describe("the form for an app", () => {
  test.each([
    [{}, null],
    [{ amount: "nonsense", currency: "XXX", period: "year" }, null],
    [
      { pricing: "paid", amount: "4,99" },
      { minor: 499, currency: "EUR", period: "for_ever" },
    ],
    [
      { pricing: "paid", amount: "500", currency: "JPY", period: "day" },
      { minor: 500, currency: "JPY", period: "day" },
    ],
  ])("with %j the price is %j", (more, price) =>
    expect(appForm.parse({ ...typed, ...more })).toEqual({
      name: "Shop",
      tagline: "Buys and sells.",
      description: "Buys.",
      categories: ["shopping"],
      serviceUrl: typed.serviceUrl,
      price,
    }),
  );

  test.each([
    ["amount", { pricing: "paid", amount: "" }],
    ["amount", { pricing: "paid", amount: "0" }],
    ["amount", { pricing: "paid", amount: "4.999" }],
    ["amount", { pricing: "paid", amount: "1.5", currency: "JPY" }],
    ["currency", { pricing: "paid", amount: "1", currency: "XXY" }],
    ["period", { pricing: "paid", amount: "1", period: "year" }],
    ["pricing", { pricing: "maybe" }],
    ["serviceUrl", { serviceUrl: "ftp://shop.example" }],
    ["name", { name: "" }],
    ["tagline", { tagline: "" }],
    ["categories", { categories: undefined }],
    ["categories", { categories: ["work", "nonsense"] }],
    ["categories", { categories: ["work", "games", "music", "video"] }],
  ])("a mistake stands at the field %s: %j", (field, more) => {
    const read = appForm.safeParse({ ...typed, ...more });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test("of categories one may be ticked, or several", () => {
    expect(appForm.parse({ ...typed, categories: ["work", "games"] }).categories).toEqual(["work", "games"]);
  });

  test("PN-10: whose app it is, no field can say", () => {
    expect(appForm.parse({ ...typed, partnerId: "b", slug: "b", state: "published" })).not.toHaveProperty("partnerId");
  });
});

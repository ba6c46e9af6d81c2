import { type AppCategory, isAppCategory } from "@/lib/core/app-category";
import type { PricePeriod } from "@/lib/core/price";
import { contentHash } from "@/lib/crypto/content-hash";
import type { Transaction } from "@/lib/db/prisma";
import type { AppInput } from "./app-input";
import type { HeldApp } from "./app-row";

/** What a developer decides on, but for the icon: the columns that one form changes together. */
export type RevisionText = {
  readonly name: string;
  readonly tagline: string;
  readonly description: string;
  readonly categories: string[];
  readonly serviceUrl: string;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly period: PricePeriod;
};

/** The columns behind {@link RevisionText}, for a `select`. */
export const revisionTextColumns = {
  name: true,
  tagline: true,
  description: true,
  categories: true,
  serviceUrl: true,
  priceMinor: true,
  currency: true,
  period: true,
} as const satisfies Record<keyof RevisionText, true>;

/** What was typed, as columns. */
export function revisionFields(input: AppInput): RevisionText {
  return {
    name: input.name,
    tagline: input.tagline,
    description: input.description,
    categories: [...input.categories],
    serviceUrl: input.serviceUrl,
    priceMinor: input.price?.minor ?? null,
    currency: input.price?.currency ?? null,
    period: input.price?.period ?? "for_ever",
  };
}

/** Those columns out of a row that has more. */
export function storedText(row: RevisionText): RevisionText {
  const { name, tagline, description, categories, serviceUrl, priceMinor, currency, period } = row;
  return { name, tagline, description, categories, serviceUrl, priceMinor, currency, period };
}

/** Names a text by its content: a form that was filled from it is out of date as soon as another one is stored. */
export function textVersion(row: RevisionText): string {
  return contentHash(JSON.stringify(storedText(row))).toString("base64url");
}

/** Categories out of the database; what an earlier or later version knows and we do not is left out. */
export function knownCategories(stored: readonly string[]): AppCategory[] {
  return stored.filter(isAppCategory);
}

/** A revision as the steps of an app need it. */
export type StoredRevision = RevisionText & {
  readonly id: string;
  readonly state: "draft" | "review" | "published";
  readonly iconHash: Uint8Array<ArrayBuffer> | null;
};

/** The draft of an app, or what is in review; null when there is neither. */
export async function workingRevision(tx: Transaction, app: HeldApp): Promise<StoredRevision | null> {
  const row = await tx.appRevision.findFirst({ where: { appId: app.id, state: { in: ["draft", "review"] } }, select: columns });
  return row && { ...row, state: row.state === "review" ? "review" : "draft" };
}

/** What users of an app have; null when it was never published. */
export async function publishedRevision(tx: Transaction, app: HeldApp): Promise<StoredRevision | null> {
  const row = await tx.appRevision.findFirst({ where: { appId: app.id, state: "published" }, select: columns });
  return row && { ...row, state: "published" };
}

const columns = { id: true, state: true, iconHash: true, ...revisionTextColumns } as const;

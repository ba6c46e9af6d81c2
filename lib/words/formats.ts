import { minorDigits, type Money } from "@/lib/core/money";
import { type Language, languages } from "./languages";

const locale = (language: Language) => languages[language].formats;

/** `22 Nov 2026, 06:20:05 UTC`: an instant as a clock in `zone` shows it. @param zone IANA name */
export function momentInWords(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
    timeZoneName: "short",
  }).format(at);
}

/** `25 Nov 2026, 00:00 CET`: the same to the minute, for what begins or ends then. @param zone IANA name */
export function minuteInWords(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
    timeZoneName: "short",
  }).format(at);
}

/** `22 Nov 2026`: the day of an instant in `zone`. @param zone IANA name */
export function dayInWords(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(at);
}

/** `{ minor: 499, currency: "EUR" }` → `€4.99`. */
export function moneyInWords({ minor, currency }: Money, language: Language): string {
  return new Intl.NumberFormat(locale(language), { style: "currency", currency }).format(minor / 10 ** minorDigits(currency));
}

/** The same of an exact amount, with up to four digits more. @param minor a decimal number of minor units */
export function exactMoneyInWords(minor: string, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(locale(language), {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits + 4,
  });
  // As a text, of which no digit is lost on the way through a binary number.
  return format.format(`${minor}e-${digits}` as `${number}`);
}

/** `October 2026`. @param month `YYYY-MM` */
export function monthInWords(month: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locale(language), { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** `12,345`: a whole number. */
export function numberInWords(count: number, language: Language): string {
  return new Intl.NumberFormat(locale(language)).format(count);
}

/** `A, B and C`, of things that are more than a text, such as links: the parts in their order, with what stands between them. */
export function listParts<Item, Shown>(items: readonly Item[], language: Language, show: (item: Item) => Shown): (Shown | string)[] {
  const parts = new Intl.ListFormat(locale(language), { type: "conjunction" }).formatToParts(items.map((_, index) => String(index)));
  return parts.map(({ type, value }) => {
    const item = type === "element" ? items[Number(value)] : undefined;
    return item === undefined ? value : show(item);
  });
}

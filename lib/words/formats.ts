import { minorDigits, type Money } from "@/lib/core/money";
import { type Language, languages } from "./languages";

// Making a format takes far longer than using it, and a page uses hundreds: the ones used last are kept. As many as a page has
// forms, for some dozen time zones.
const KEPT = 256;

function kept<Options extends object, Format>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (language: Language, options: Options): Format => {
    const locale = languages[language].formats;
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? make(locale, options);
    formats.delete(key);
    formats.set(key, format);
    const [oldest] = formats.keys();
    if (formats.size > KEPT && oldest !== undefined) formats.delete(oldest);
    return format;
  };
}

const dateFormat = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const numberFormat = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const listFormat = kept((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));

/** `22 Nov 2026, 06:20:05 UTC`: an instant as a clock in `zone` shows it. @param zone IANA name */
export function momentInWords(at: Date, zone: string, language: Language): string {
  return dateFormat(language, {
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
  return dateFormat(language, {
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
  return dateFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(at);
}

/** A local date that is known as such: `Tue 24 Nov`, `24 Nov`, `24 Nov 2026` or `Nov 2026`. @param date `YYYY-MM-DD` */
export function dateInWords(date: string, form: "day" | "short" | "full" | "month", language: Language): string {
  const parts = {
    day: { weekday: "short", day: "numeric", month: "short" },
    short: { day: "numeric", month: "short" },
    full: { day: "numeric", month: "short", year: "numeric" },
    month: { month: "short", year: "numeric" },
  } as const;
  return dateFormat(language, { ...parts[form], timeZone: "UTC" }).format(new Date(date));
}

/** `14:00`, what clocks in `zone` show. @param zone IANA name @param withZone `14:00 CET`, for days whose hours are ambiguous */
export function clockInWords(at: Date, zone: string, withZone: boolean, language: Language): string {
  return dateFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
    ...(withZone ? { timeZoneName: "short" as const } : {}),
  }).format(at);
}

/** `+8%`, `62.5%`: a share, or by which share something has changed. @param signed with a sign, unless it is zero */
export function percentInWords(ratio: number, signed: boolean, language: Language): string {
  return numberFormat(language, {
    style: "percent",
    maximumFractionDigits: 1,
    signDisplay: signed ? "exceptZero" : "auto",
  }).format(ratio);
}

/** `+12`, `−3.5`: by how much something has changed. */
export function differenceInWords(difference: number, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(difference);
}

/** `{ minor: 499, currency: "EUR" }` → `€4.99`. */
export function moneyInWords({ minor, currency }: Money, language: Language): string {
  return numberFormat(language, { style: "currency", currency }).format(minor / 10 ** minorDigits(currency));
}

/** The same of an exact amount, with up to four digits more. @param minor a decimal number of minor units */
export function exactMoneyInWords(minor: string, currency: string, language: Language): string {
  const digits = minorDigits(currency);
  const format = numberFormat(language, {
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
  const format = dateFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** `12,345`: a whole number. */
export function numberInWords(count: number, language: Language): string {
  return numberFormat(language, {}).format(count);
}

/** `A, B and C`, of things that are more than a text, such as links: the parts in their order, with what stands between them. */
export function listParts<Item, Shown>(items: readonly Item[], language: Language, show: (item: Item) => Shown): (Shown | string)[] {
  const parts = listFormat(language, { type: "conjunction" }).formatToParts(items.map((_, index) => String(index)));
  return parts.map(({ type, value }) => {
    const item = type === "element" ? items[Number(value)] : undefined;
    return item === undefined ? value : show(item);
  });
}

import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { InvalidArgumentError } from "commander";
import type { z } from "zod";
import { now } from "@/lib/clock";
import type { Money } from "@/lib/core/money";
import { issueSentence } from "@/lib/forms/issue-sentence";
import { Refusal, UsageMistake } from "./refusal";

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** `90s`, `15m`, `24h`, `30d`, `2w` or plain seconds, as seconds; null when it is no such length of time. */
export function readDuration(text: string): number | null {
  const match = /^(\d{1,9})([smhdw]?)$/.exec(text);
  if (!match) return null;
  const unit = match[2] === "" ? "s" : match[2];
  return Number(match[1]) * unitSeconds[unit as keyof typeof unitSeconds];
}

/** An instant as RFC 3339 has it; null when it is none. */
function readInstant(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null;
  const instant = new Date(text.toUpperCase().replace(" ", "T"));
  // The clock rolls the 31st of February over into March; nobody means that.
  return Number.isNaN(instant.getTime()) || !isDay(text.slice(0, 10)) ? null : instant;
}

function isDay(day: string): boolean {
  const start = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(day);
}

/** A day of UTC, as its first instant. */
export function utcDate(text: string): Date {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !isDay(text)) throw new InvalidArgumentError("Write a day such as 2026-10-31.");
  return new Date(`${text}T00:00:00Z`);
}

/** An instant to come: RFC 3339, or a length of time from now. */
export function futureInstant(text: string): Date {
  return relativeInstant(text, 1);
}

/** An instant that was: RFC 3339, or a length of time ago. */
export function pastInstant(text: string): Date {
  return relativeInstant(text, -1);
}

function relativeInstant(text: string, direction: 1 | -1): Date {
  const seconds = readDuration(text);
  const instant = seconds === null ? readInstant(text) : new Date(now().getTime() + direction * seconds * 1000);
  if (instant === null || Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError("Write an instant such as 2027-01-01T00:00:00Z, or a length of time such as 24h.");
  return instant;
}

/** A length of time, in seconds. */
export function lengthOfTime(text: string): number {
  const seconds = readDuration(text);
  // More than ten years is a slip of the hand, and beyond some point no time at all.
  if (seconds === null || seconds > 315_360_000) throw new InvalidArgumentError("Write a length of time such as 90s, 24h or 30d.");
  return seconds;
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) throw new InvalidArgumentError(`Write a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Percent, such as `70` or `62.5`. */
export function percent(text: string): number {
  if (!/^\d{1,3}(\.\d+)?$/.test(text)) throw new InvalidArgumentError("Write percent as a number, such as 70.");
  return Number(text);
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/** The two flags of a price, which come together or not at all. */
export function readPrice({ price, currency }: { readonly price?: number; readonly currency?: string }): Money | null {
  if (price === undefined && currency === undefined) return null;
  if (price === undefined || currency === undefined)
    throw new UsageMistake("--price and --currency come together: --price 499 --currency EUR is 4.99 €.");
  return { minor: price, currency };
}

/** A password; `-` is read from the first line of standard input, where no list of processes shows it. */
export async function readPassword(option: string, input: Readable): Promise<string> {
  if (option !== "-") return option;
  for await (const line of createInterface({ input })) return line;
  return "";
}

/** What a form's schema says of the flags. @throws Refusal with the first field's name and sentence */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? "input").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const reason: unknown = issue?.code === "custom" ? issue.params?.reason : undefined;
  throw new Refusal(typeof reason === "string" ? reason : `${field}_invalid`, issue ? issueSentence(issue, "en") : "This is not valid.");
}

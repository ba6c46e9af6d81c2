import { nowMs } from "@/lib/clock";

const PREFIX = "typed:";
const KEPT_MS = 7 * 24 * 3_600_000;
const LONGEST = 100_000;

/** What was typed into a form: the values of each field, by its name. */
export type TypedText = Readonly<Record<string, readonly string[]>>;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
// Ids, passwords and files are nobody's typing; the last two must not be kept, either.
const unkept = new Set(["hidden", "password", "file", "submit", "button", "reset"]);

/** Reads what this browser has kept of a form; null when there is nothing, or it is a week old. */
export function readTyped(place: string): TypedText | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + place) ?? "null");
    if (!isKept(kept)) return null;
    if (nowMs() - kept.at <= KEPT_MS) return kept.fields;
    forgetTyped(place);
  } catch {
    // No storage, or not ours to read: nothing was kept.
  }
  return null;
}

/** Keeps what stands in a form. A browser that keeps nothing is no reason to fail. */
export function keepTyped(place: string, fields: TypedText): void {
  const text = JSON.stringify({ at: nowMs(), fields });
  if (text.length > LONGEST) return;
  try {
    localStorage.setItem(PREFIX + place, text);
  } catch {
    // Full, or forbidden.
  }
}

/** Forgets it: it was saved, or thrown away. */
export function forgetTyped(place: string): void {
  try {
    localStorage.removeItem(PREFIX + place);
  } catch {
    // As above.
  }
}

/** What stands in the fields of a form. */
export function typedInto(form: HTMLFormElement): TypedText {
  const fields: Record<string, string[]> = {};
  for (const field of fieldsOf(form)) {
    const values = (fields[field.name] ??= []);
    if (!isTick(field) || field.checked) values.push(field.value);
  }
  return fields;
}

/** Puts it back. Fields that are not in it stay as they are. */
export function putBack(form: HTMLFormElement, typed: TypedText): void {
  for (const field of fieldsOf(form)) {
    const values = Object.hasOwn(typed, field.name) ? typed[field.name] : undefined;
    if (!values) continue;
    if (isTick(field)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field => isField(element) && element.name !== "" && !unkept.has(element.type));
}

function isField(element: Element): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function isTick(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

function isKept(value: unknown): value is { at: number; fields: TypedText } {
  if (typeof value !== "object" || value === null || !("at" in value) || !("fields" in value)) return false;
  const { at, fields } = value;
  if (typeof at !== "number" || typeof fields !== "object" || fields === null) return false;
  return Object.values(fields).every((values: unknown) => Array.isArray(values) && values.every((text) => typeof text === "string"));
}

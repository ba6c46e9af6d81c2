import { v7 } from "uuid";
import type { Browser, Filled } from "./pages-browser";
import { formsOf, unescapeHtml } from "./pages-html";
import { type PageAnswer, told } from "./pages-http";

/** What PN-42 types into a field. */
export type Nasty = {
  readonly what: string;
  readonly value: string | Buffer;
  /** `refused`: no field takes it; `free`: a field may take it, and then shows it as it was typed */
  readonly then: "refused" | "free";
};

/** Text that becomes something else where it is not escaped, cut or refused. */
export const nasties: readonly Nasty[] = [
  { what: "a script", value: `<script>alert("x")</script>`, then: "free" },
  { what: "the end of an attribute", value: `"'><img src=x onerror=alert(1)>`, then: "free" },
  { what: "the end of a script", value: `</script><!--<script>x`, then: "free" },
  { what: "a template", value: "{{7*7}}${7*7}<%=7*7%>", then: "free" },
  { what: "an emoji of several code points", value: "👩‍👩‍👧‍👦 ÄÖÜ 漢字", then: "free" },
  { what: "NUL", value: "a\u0000b", then: "refused" },
  { what: "a right-to-left override", value: "a\u202egnp.exe", then: "refused" },
  { what: "an escape sequence of terminals", value: "a\u001b[31mb", then: "refused" },
  { what: "half of a surrogate pair", value: Buffer.from([0x61, 0xed, 0xa0, 0x80, 0x62]), then: "free" },
  { what: "bytes that are no UTF-8", value: Buffer.from([0x61, 0xff, 0xfe, 0x62]), then: "free" },
  { what: "60 KB", value: "x".repeat(60_000), then: "refused" },
];

/** Sizes beyond what a form may have: 413, or a sentence at the field. */
export const tooLarge: readonly [what: string, text: string][] = [
  ["100 KB", "x".repeat(100_000)],
  ["300 KB", "x".repeat(300_000)],
  ["900 KB", "x".repeat(900_000)],
  ["1 MB", "x".repeat(1_048_576)],
];

/** A field of a form, and how to fill the rest of the form so that this field alone decides. */
export type Field = {
  readonly path: string;
  readonly button: string;
  readonly name: string;
  readonly others: () => Filled;
  /** makes the form do its work again */
  readonly before?: () => Promise<void>;
  /** the page that shows afterwards what was taken, and who sees it; default: the page that comes next */
  readonly shownOn?: string;
  readonly shownTo?: () => Browser;
  /** another field at which a refusal may stand */
  readonly errorAt?: string;
  /** true: what means something in Markdown may be drawn instead of shown */
  readonly markdown?: boolean;
  /** true: nobody sees the field, so it is enough that nothing breaks; what it did, the test looks at */
  readonly hidden?: boolean;
};

/** Types all of it into one field. @returns a sentence for each that was not escaped, refused at the field, or shown as typed */
export async function typeInto(browser: Browser, field: Field): Promise<string[]> {
  const wrong: string[] = [];
  await field.before?.();
  const page = await browser.get(field.path);
  const form = formsOf(page.body).find(({ button }) => button.includes(field.button));
  if (!form) throw new Error(`No form “${field.button}”: ${told(page)}`);
  for (const nasty of nasties) {
    await field.before?.();
    // A visitor who has just signed up or in is one again.
    const tab = browser.twin();
    const answer = await tab.submit(page, form, { ...field.others(), submission: v7(), [field.name]: nasty.value });
    const complaint = await judge(tab, field, nasty, answer);
    if (complaint !== null) wrong.push(`${nasty.what} in ${field.name}: ${complaint} – ${told(answer)}`.slice(0, 500));
  }
  return wrong;
}

async function judge(tab: Browser, field: Field, { value, then }: Nasty, answer: PageAnswer): Promise<string | null> {
  if (![200, 303, 307, 413].includes(answer.status)) return `status ${answer.status}`;
  if (isLive(answer.body)) return "not escaped";
  if (field.hidden === true || answer.status === 413 || isRefused(field, answer)) return null;
  if (then === "refused") return "was taken";
  const after = await pageAfter(tab, field, answer);
  if (after.status !== 200) return `taken, and then status ${after.status} on ${after.path}`;
  if (isLive(after.body)) return `not escaped on ${after.path}`;
  if (typeof value !== "string" || after.path.includes("sign-")) return null;
  const shown = field.markdown === true ? (text: string) => text.replace(/[*\s]|<\/?em[^>]*>/g, "") : (text: string) => text;
  return shown(readable(after.body)).includes(shown(value)) ? null : `not shown as typed on ${after.path}`;
}

function isRefused(field: Field, answer: PageAnswer): boolean {
  const form = formsOf(answer.body).find(({ button }) => button.includes(field.button));
  const errors = form?.controls.filter(({ name }) => name === field.name || name === field.errorAt).map(({ error }) => error);
  return errors?.some(Boolean) === true || (typeof form?.sentence === "string" && refusal(form.sentence));
}

async function pageAfter(tab: Browser, field: Field, answer: PageAnswer): Promise<PageAnswer> {
  if (field.shownOn !== undefined) return (field.shownTo?.() ?? tab).get(field.shownOn);
  return answer.status === 200 ? answer : tab.open(tab.localPath(answer));
}

function readable(html: string): string {
  return unescapeHtml(html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "").replaceAll("<!-- -->", ""));
}

/** Something of what was typed is markup on the page. */
export function isLive(html: string): boolean {
  return html.includes('<script>alert("x")') || html.includes("<img src=x") || html.includes("</script><!--<script>x");
}

// A sentence above the form, as it says of a step that is not open at the moment, or of an id.
function refusal(sentence: string): boolean {
  return !/generated|is there|is made|becomes|live \d+ seconds|signed up/.test(sentence);
}

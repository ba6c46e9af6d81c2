import { escapeHtml } from "../core/escape-html";
import { newToken } from "../crypto/token";
import type { RoomResponse } from "./message";

/** A page that a protocol answers itself, in plain texts; they are escaped here. */
export type HtmlPage = {
  readonly language: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** small print, such as the request id */
  readonly note: string;
  /** one decision, sent to a path of ours, and a way out of it */
  readonly form?: {
    readonly action: string;
    readonly hidden: readonly [name: string, value: string];
    readonly button: string;
    /** where the answer of the form may lead besides ourselves, as CSP sources */
    readonly leadsTo: readonly string[];
  };
  readonly link?: { readonly href: string; readonly text: string };
};

// Next's pages can set neither these statuses nor their headers, so they are written here: two themes, from 320 pixels on.
const style = `:root{color-scheme:light dark;--ink:#18181b;--soft:#52525b;--line:#d4d4d8;--ground:#fafafa;--card:#fff;--act:#1d4ed8}
@media (prefers-color-scheme:dark){:root{--ink:#f4f4f5;--soft:#a1a1aa;--line:#3f3f46;--ground:#18181b;--card:#27272a;--act:#2563eb}}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:30rem;margin:10vh auto 2rem;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow-wrap:anywhere}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 1rem}
small{color:var(--soft)}
button{font:inherit;font-weight:600;padding:.6rem 1rem;border:0;border-radius:.5rem;background:var(--act);color:#fff;cursor:pointer}
a{color:inherit}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}`;

/** A page that is more than texts: its body and script are ours, what of others is in them is escaped already. */
export type LaidPage = {
  readonly language: string;
  readonly title: string;
  /** HTML of what stands below the heading */
  readonly body: string;
  /** CSS besides that of every page */
  readonly style?: string;
  /** JavaScript; it may ask us, and nobody else */
  readonly script?: string;
  /** origins whose pages may hold this one in a frame; none: nobody's */
  readonly frameAncestors?: readonly string[];
  /** where its form may be sent and lead, as CSP sources; none: it has none */
  readonly formTargets?: readonly string[];
};

/** Lays a page out, with headers that let nothing but its own style, script and form happen. */
export function layPage(status: number, page: LaidPage, headers: Readonly<Record<string, string>> = {}): RoomResponse {
  const nonce = newToken();
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(page.script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    ["frame-ancestors", ...sources(page.frameAncestors)].join(" "),
    "base-uri 'none'",
    ["form-action", ...sources(page.formTargets)].join(" "),
  ].join("; ");
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, ...headers },
    body: laidOut(page, nonce),
  };
}

/** Lays a page of plain texts out. */
export function htmlPage(status: number, page: HtmlPage, headers: Readonly<Record<string, string>> = {}): RoomResponse {
  const { language, title, paragraphs, note, form, link } = page;
  const texts = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("");
  const away = link ? `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a></p>` : "";
  const body = `${texts}${form ? formOf(form) : ""}${away}\n<small>${escapeHtml(note)}</small>`;
  // With no-referrer browsers send `Origin: null` with the form, which we take from nobody; this tells our origin and no
  // more, for there may be a token in the address of the page.
  const referrer: Record<string, string> = form ? { "referrer-policy": "strict-origin" } : {};
  const formTargets = form ? ["'self'", ...form.leadsTo] : [];
  return layPage(status, { language, title, body, formTargets }, { ...referrer, ...headers });
}

function sources(list: readonly string[] = []): readonly string[] {
  return list.length > 0 ? list : ["'none'"];
}

function laidOut({ language, title, body, style: more = "", script }: LaidPage, nonce: string): string {
  return `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style nonce="${nonce}">${style}${more}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main>${script === undefined ? "" : `<script nonce="${nonce}">${script}</script>`}</body></html>`;
}

function formOf({ action, hidden: [name, value], button }: NonNullable<HtmlPage["form"]>): string {
  return `<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}"><button>${escapeHtml(button)}</button></form>`;
}

import { Fragment, isValidElement, type ReactNode } from "react";
import Markdown from "react-markdown";
import { escapeHtml } from "../core/escape-html";
import { flattenedMarkdown, markdownAddress, markdownElements } from "../core/safe-markdown";

const HEADING = /^h[1-6]$/;
const empty = new Set(["br", "hr"]);

/**
 * Markdown that somebody typed, as HTML of ours, for pages that a protocol answers itself. The same of it is shown as on the
 * other pages (lib/core/safe-markdown.ts). Links open a window of their own: the page may stand in somebody's frame.
 * @param heading the level of all its headings, so that the page's outline has no gap whatever was typed
 */
export function markdownHtml(markdown: string, heading: 2 | 3 | 4): string {
  const shown = Markdown({
    children: markdown,
    allowedElements: markdownElements,
    unwrapDisallowed: true,
    rehypePlugins: [flattenedMarkdown],
    urlTransform: markdownAddress,
  });
  return html(shown, `h${heading}`);
}

// React's own writer does not exist where Next's route handlers run, and these few elements need none.
function html(node: ReactNode, heading: string): string {
  if (typeof node === "string" || typeof node === "number") return escapeHtml(String(node));
  if (Array.isArray(node)) return node.map((child: ReactNode) => html(child, heading)).join("");
  if (!isValidElement<{ children?: ReactNode; href?: string }>(node)) return "";
  const { children, href } = node.props;
  const inner = html(children, heading);
  if (node.type === Fragment || typeof node.type !== "string") return inner;
  if (node.type === "a") {
    if (href === undefined || href === "") return inner;
    return `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer nofollow">${inner}</a>`;
  }
  const tag = HEADING.test(node.type) ? heading : node.type;
  return empty.has(tag) ? `<${tag}>` : `<${tag}>${inner}</${tag}>`;
}

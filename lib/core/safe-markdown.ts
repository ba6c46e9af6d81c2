// What is shown of Markdown that somebody typed: on pages (components/ui/markdown.tsx) and in the documents that a protocol
// shows by itself (lib/http/markdown-html.ts). HTML in it is text, pictures are left out, links lead to https alone (PN-42).

/** Lists and quotations stand in one another this deep; deeper ones are drawn at this depth, for the page is not wide without end. */
const DEEPEST = 4;

/** The elements that Markdown may become. */
export const markdownElements: readonly string[] = [
  ...["p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"],
  ...["h1", "h2", "h3", "h4", "h5", "h6"],
];

/** The address of a link, or nothing: relative ones would lead to pages of ours, and say that they are a partner's. */
export function markdownAddress(address: string): string {
  return /^https:\/\/[^/\\]/i.test(address) && URL.canParse(address) ? address : "";
}

// As much of a syntax tree as is looked at.
type Node = { type: string; tagName?: string; children?: Node[] };

const indenting = new Set(["ul", "ol", "blockquote"]);

/** A rehype plugin that draws what is nested too deep no deeper. In place, as plugins of unified do. */
export function flattenedMarkdown() {
  return (tree: Node) => flatten(tree, 0);
}

function flatten(node: Node, depth: number): void {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    const inner = indenting.has(child.tagName ?? "") ? depth + 1 : depth;
    flatten(child, inner);
    if (inner <= DEEPEST || inner === depth) return [child];
    return (child.children ?? []).flatMap((item) => (item.tagName === "li" ? (item.children ?? []) : [item]));
  });
}

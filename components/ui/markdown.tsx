import ReactMarkdown, { type Components } from "react-markdown";
import { classNames } from "./class-names";

/** Lists and quotations stand in one another this deep; deeper ones are drawn at this depth, for the page is not wide without end. */
const DEEPEST = 4;

const allowed = [
  ...["p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"],
  ...["h1", "h2", "h3", "h4", "h5", "h6"],
];

type Level = 2 | 3 | 4 | 5;

/**
 * Markdown that somebody typed (CommonMark), as HTML of ours: headings, lists, quotations, emphasis, code, links by https.
 * HTML in it is text, pictures are left out, and any other address is no link (PN-42). Server components alone: the parser
 * is not sent to browsers.
 * @param heading the level of all its headings, so that the page's outline has no gap whatever was typed
 */
export function Markdown({ children, heading, className }: { children: string; heading: Level; className?: string }) {
  return (
    <div className={classNames("space-y-3 wrap-anywhere", className)}>
      <ReactMarkdown
        allowedElements={allowed}
        unwrapDisallowed
        rehypePlugins={[flattened]}
        urlTransform={ownAddress}
        components={elementsWith(`h${heading}`)}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}

// Relative ones would lead to pages of ours, and say that they are a partner's.
function ownAddress(address: string): string {
  return /^https:\/\/[^/\\]/i.test(address) && URL.canParse(address) ? address : "";
}

function elementsWith(Heading: `h${Level}`): Components {
  const heading: Components["h1"] = ({ children }) => <Heading className="pt-2 font-semibold">{children}</Heading>;
  return {
    h1: heading,
    h2: heading,
    h3: heading,
    h4: heading,
    h5: heading,
    h6: heading,
    a: ({ href, children }) =>
      href === undefined || href === "" ? (
        <>{children}</>
      ) : (
        <a href={href} rel="nofollow ugc noopener noreferrer" className="text-accent underline underline-offset-2 hover:text-accent-hover">
          {children}
        </a>
      ),
    ul: ({ children }) => <ul className="list-disc space-y-1 pl-5">{children}</ul>,
    // The number it begins with is left out: it may be any.
    ol: ({ children }) => <ol className="list-decimal space-y-1 pl-7">{children}</ol>,
    blockquote: ({ children }) => <blockquote className="space-y-3 border-l-2 border-line-strong pl-3 text-muted">{children}</blockquote>,
    code: ({ children }) => <code className="rounded bg-sunken px-1 py-0.5 font-mono text-[0.9em]">{children}</code>,
    pre: ({ children }) => <pre className="rounded-lg bg-sunken p-3 text-sm whitespace-pre-wrap">{children}</pre>,
    hr: () => <hr className="border-line" />,
  };
}

// As much of a syntax tree as is looked at.
type Node = { type: string; tagName?: string; children?: Node[] };

const indenting = new Set(["ul", "ol", "blockquote"]);

// In place, as plugins of unified do.
function flattened() {
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

import ReactMarkdown, { type Components } from "react-markdown";
import { flattenedMarkdown, markdownAddress, markdownElements } from "@/lib/core/safe-markdown";
import { classNames } from "./class-names";

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
        allowedElements={markdownElements}
        unwrapDisallowed
        rehypePlugins={[flattenedMarkdown]}
        urlTransform={markdownAddress}
        components={elementsWith(`h${heading}`)}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
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

import { classNames } from "./class-names";
import { CopyButton } from "./copy-button";

/** A short piece of code in a sentence. */
export function Code({ children }: { children: string }) {
  return (
    <code className="inline-block max-w-full rounded bg-sunken px-1 py-0.5 align-bottom font-mono text-[0.9em] break-all">{children}</code>
  );
}

/** A text to copy: a token, a URL, a command. @param name what it is, for whoever listens to the page */
export function CopyText({ text, name, className }: { text: string; name: string; className?: string }) {
  return (
    <div className={classNames("flex flex-col items-start gap-2", className)}>
      <pre
        aria-label={name}
        className="w-full rounded-lg border border-line bg-sunken p-3 font-mono text-sm break-all whitespace-pre-wrap select-all"
      >
        {text}
      </pre>
      <CopyButton text={text} name={name} />
    </div>
  );
}

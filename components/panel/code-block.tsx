import { CopyButton } from "@/components/ui/copy-button";

/** Several lines of code, with a button that copies them. @param name what it is, for whoever listens to the page */
export function CodeBlock({ text, name }: { text: string; name: string }) {
  return (
    <div className="space-y-2">
      <pre
        role="region"
        aria-label={name}
        tabIndex={0}
        className="max-h-[32rem] overflow-auto rounded-lg border border-line bg-sunken p-4 font-mono text-xs leading-relaxed"
      >
        {text}
      </pre>
      <CopyButton text={text} name={name} />
    </div>
  );
}

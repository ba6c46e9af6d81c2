/** What has become of the sections of a Markdown document, by their headings; `""` is what stands before the first. */
export type ChangedSections = {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
};

/** Compares two versions of a document, section by section. */
export function changedSections(before: string, after: string): ChangedSections {
  const [old, present] = [sectionsOf(before), sectionsOf(after)];
  const headings = [...present.keys()];
  return {
    added: headings.filter((heading) => !old.has(heading)),
    changed: headings.filter((heading) => old.has(heading) && old.get(heading) !== present.get(heading)),
    removed: [...old.keys()].filter((heading) => !present.has(heading)),
  };
}

function sectionsOf(markdown: string): Map<string, string> {
  const sections = new Map<string, string>();
  let [heading, fenced] = ["", false];
  for (const line of markdown.split("\n")) {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    const found = fenced ? null : /^ {0,3}#{1,6}\s+(.+?)(?:\s+#+)?\s*$/.exec(line);
    if (found?.[1] !== undefined) heading = found[1];
    const text = found ? "" : line.trim();
    // Blank lines and indents are no change that a reader can see.
    if (text !== "" || found) sections.set(heading, `${sections.get(heading) ?? ""}${text}\n`);
  }
  return sections;
}

/** A line of two texts that are compared, and which of them has it. */
export type DiffLine = { readonly kind: "same" | "added" | "removed"; readonly text: string };

// So many comparisons take a few dozen milliseconds; nobody reads what is longer line by line.
const MOST_COMPARISONS = 4_000_000;

/**
 * What has become of a text, line by line, by the longest common subsequence, which costs the product of both lengths.
 * Texts that are too long for that are told as a whole: all of one gone, all of the other new.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, present] = [before.split("\n"), after.split("\n")];
  if (old.length * present.length > MOST_COMPARISONS)
    return [...old.map((text) => ({ kind: "removed" as const, text })), ...present.map((text) => ({ kind: "added" as const, text }))];
  const lengths = commonLengths(old, present);
  const lines: DiffLine[] = [];
  for (let [i, j] = [0, 0]; i < old.length || j < present.length;) {
    const [was, is] = [old[i], present[j]];
    if (was !== undefined && was === is) {
      lines.push({ kind: "same", text: was });
      [i, j] = [i + 1, j + 1];
    } else if (is === undefined || (was !== undefined && lengthAt(lengths, i + 1, j) >= lengthAt(lengths, i, j + 1))) {
      lines.push({ kind: "removed", text: was ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: is });
      j += 1;
    }
  }
  return lines;
}

// lengths[i][j]: how many lines old[i…] and present[j…] have in common, in their order.
function commonLengths(old: readonly string[], present: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(present.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = present.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      row[j] =
        old[i] === present[j] ? lengthAt(lengths, i + 1, j + 1) + 1 : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1));
    }
  return lengths;
}

function lengthAt(lengths: readonly Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

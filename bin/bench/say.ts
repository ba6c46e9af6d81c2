/** Tells whoever waits what is going on; figures go to standard output instead. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

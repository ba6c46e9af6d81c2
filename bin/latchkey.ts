import { runLatchkey } from "./cli/run-latchkey";

// A reader that has seen enough (`| head -1`) closes the pipe: that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const code = await runLatchkey(process.argv.slice(2), {
  writeOut: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY,
  input: process.stdin,
});
// Waits for what is still on its way into a pipe, and then for nothing else.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));

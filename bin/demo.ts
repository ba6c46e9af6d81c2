import path from "node:path";
import { parseArgs } from "node:util";
import pc from "picocolors";
import { build } from "./build/build";
import { runDemo } from "./demo/run-demo";
import { packageRoot } from "@/lib/env/package-root";

const usage = `npm run demo -- [--port 3000] [--partner-port 3001] [--reset]

  --port          where Latchkey listens
  --partner-port  where the example partner listens; its neighbour listens one higher
  --reset         forget the demo's data and begin anew`;

function readArguments(): { port: number; partnerPort: number; reset: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3000" },
      "partner-port": { type: "string", default: "3001" },
      reset: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return { port: readPort(values.port), partnerPort: readPort(values["partner-port"]), reset: values.reset };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_534) throw new Error(`“${text}” is no port: choose a number from 1 to 65534.`);
  return port;
}

async function main(): Promise<void> {
  const started = performance.now();
  const options = readArguments();
  process.chdir(packageRoot());
  const say = (sentence: string) =>
    process.stdout.write(`${pc.dim(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s`)}  ${sentence}\n`);
  await runDemo({ ...options, dataDirectory: path.resolve(process.env.LATCHKEY_DATA || ".latchkey"), build, say });
}

main().catch((error: unknown) => {
  process.stderr.write(`${pc.red(error instanceof Error ? error.message : "The demo could not start.")}\n`);
  process.exit(1);
});

import { build } from "./build/build";

build((sentence) => process.stderr.write(`${sentence}\n`)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "The build failed."}\n`);
  process.exit(1);
});

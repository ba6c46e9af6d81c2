import type { CleanUp } from "./clean-up";
import { say } from "./say";
import { runToEnd } from "./server-process";

/** Builds what `npm start` runs, unless it is built. */
export async function buildProduct(root: string, cleanUp: CleanUp): Promise<void> {
  say("Building, unless it is built already …");
  await runToEnd(["--import", "tsx", "bin/build.ts"], root, cleanUp);
}

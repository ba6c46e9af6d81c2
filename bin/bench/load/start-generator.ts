import { fork } from "node:child_process";
import { once } from "node:events";
import type { CleanUp } from "../clean-up";
import { endProcess } from "../server-process";
import type { Expected, LoadCommand, LoadReply, LoadResult } from "./messages";

/** The load generator, running in a process of its own. */
export type Generator = {
  readonly supply: (requests: readonly string[], reusable: boolean) => Promise<void>;
  /** Sends what was supplied, going on where the last run ended, on `connections` at once for `seconds`. */
  readonly run: (run: { port: number; connections: number; seconds: number; expected: Expected }) => Promise<LoadResult>;
};

/** Starts the load generator. @param program the bundled `generator.ts` */
export function startGenerator(program: string, cleanUp: CleanUp): Generator {
  const child = fork(program, [], {
    serialization: "advanced",
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    detached: true,
  });
  cleanUp.add(() => endProcess(child));
  const ask = async (command: LoadCommand): Promise<LoadReply> => {
    child.send(command);
    const [reply] = (await Promise.race([once(child, "message"), ended])) as [LoadReply];
    if (reply.kind === "failed") throw new Error(`The load generator failed: ${reply.message}`);
    return reply;
  };
  const ended = once(child, "exit").then(() => {
    throw new Error("The load generator ended by itself.");
  });
  ended.catch(() => undefined); // heard only while a command waits
  return {
    supply: async (requests, reusable) => {
      await ask({ kind: "supply", requests, reusable });
    },
    run: async (run) => {
      const reply = await ask({ kind: "run", ...run });
      if (reply.kind !== "result") throw new Error("The load generator answered something else.");
      return reply.result;
    },
  };
}

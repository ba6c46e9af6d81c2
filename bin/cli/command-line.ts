import type { Readable } from "node:stream";
import type { Command } from "commander";
import type { Answer } from "./answer";

/** What a command line talks to. */
export type Terminal = {
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly input: Readable;
};

/** What a command does with its flags; it names the shape of its flags itself, which commander does not know. */
export type Work = (options: never) => Promise<Answer>;

/** With what a noun adds its verbs to the program. */
export type CommandLine = {
  readonly program: Command;
  readonly terminal: Terminal;
  /** makes the noun, or finds it again */
  readonly noun: (name: string, description: string) => Command;
  /** says what a command does on a started platform */
  readonly does: (command: Command, work: Work) => void;
  /** says what a command does that starts what it needs by itself */
  readonly doesAlone: (command: Command, work: Work) => void;
};

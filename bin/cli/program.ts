import { Command, type CommanderError, type Option } from "commander";
import { addAccessCommands } from "./access";
import type { Answer } from "./answer";
import { addApiClientCommands } from "./api-client";
import { addAppCommands } from "./app";
import { addBearerTokenCommands } from "./bearer-token";
import { addDbCommands } from "./db";
import { addEventsCommands } from "./events";
import { addIssuerCommands } from "./issuer";
import { addLaunchCommand } from "./launch";
import { addOperatorCommands } from "./operator";
import { addPairingCommands } from "./pairing";
import { addPartnerCommands } from "./partner";
import { addPayoffCommands } from "./payoff";
import { addPortalKeyCommands } from "./portal-key";
import { addPurchaseCommands } from "./purchase";
import type { CommandLine, Terminal, Work } from "./command-line";
import { UsageMistake } from "./refusal";
import { addStatsCommands } from "./stats";
import { addTermsCommands } from "./terms";
import { addUserCommands } from "./user";

/** What the program is embedded in. */
export type Surroundings = {
  readonly terminal: Terminal;
  /** told which command runs, once its words are understood */
  readonly started: (command: Command) => void;
  /** runs the work of a command on a started platform */
  readonly onPlatform: (work: () => Promise<Answer>) => Promise<Answer>;
  readonly answer: (answer: Answer, options: { readonly json: boolean }) => void;
};

/** The whole command line. Options are checked here; what commands do is loaded when they run. */
export function makeProgram({ terminal, started, onPlatform, answer }: Surroundings): Command {
  const program = new Command("latchkey");
  program
    .description("Latchkey's command line: everything the panel and the operator can provision.")
    .option("--json", "answer in JSON; the default when standard output is no terminal");
  const act = (command: Command, work: Work, start: Surroundings["onPlatform"]) =>
    command.action(async (options: unknown) => {
      started(command);
      const { json = false } = program.opts<{ json?: boolean }>();
      answer(await start(() => work(options as never)), { json });
    });
  const line: CommandLine = {
    program,
    terminal,
    noun: (name, description) => program.command(name).description(description),
    does: (command, work) => void act(command, work, onPlatform),
    doesAlone: (command, work) => void act(command, work, (run) => run()),
  };
  addOperatorCommands(line);
  addPartnerCommands(line);
  addAppCommands(line);
  addBearerTokenCommands(line);
  addIssuerCommands(line);
  addApiClientCommands(line);
  addPairingCommands(line);
  addPortalKeyCommands(line);
  addUserCommands(line);
  addAccessCommands(line);
  addPurchaseCommands(line);
  addPayoffCommands(line);
  addLaunchCommand(line);
  addTermsCommands(line);
  addEventsCommands(line);
  addStatsCommands(line);
  addDbCommands(line);
  settle(program, terminal);
  return program;
}

/** Makes every command answer by our rules: nothing exits by itself, help goes to standard output, mistakes tell the usage. */
function settle(command: Command, terminal: Terminal): void {
  command.configureOutput({ writeOut: terminal.writeOut, writeErr: () => undefined, outputError: () => undefined });
  command.configureHelp({ showGlobalOptions: true });
  command.exitOverride((error) => {
    throw error.exitCode === 0 ? error : new UsageMistake(withoutValues(error, command), command);
  });
  if (command.commands.length > 0) command.usage("<command> [flags]");
  else command.usage(command.options.map(spelling).join(" "));
  for (const sub of command.commands) settle(sub, terminal);
}

function spelling({ flags, mandatory }: Option): string {
  return mandatory ? flags : `[${flags}]`;
}

/** What commander says of a mistake. Of an unknown flag its value stays out: it may be a mistyped password's. */
function withoutValues(error: CommanderError, command: Command): string {
  if (error.code === "commander.help") return `Name a command: ${command.commands.map((sub) => sub.name()).join(", ")}.`;
  const message = error.message.replace(/^error: /, "");
  return error.code === "commander.unknownOption" ? message.replace(/=.*/s, "'") : message;
}

import type { CommandLine } from "./command-line";
import { addPartnerStatsCommand } from "./partner-stats";

/** `stats`. */
export function addStatsCommands({ noun, does }: CommandLine): void {
  addPartnerStatsCommand(noun("stats", "statistics"), does);
}

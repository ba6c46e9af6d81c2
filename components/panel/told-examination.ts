import type { AlertTone } from "@/components/ui/alert";

/** One check, told. */
export type ToldCheck = {
  readonly name: string;
  readonly state: "passed" | "failed" | "unknown";
  readonly stateText: string;
  readonly text: string;
  /** what is wrong and what to do; none unless it failed */
  readonly sentences: readonly string[];
};

/** An examined token in finished texts, as the page of the workbench shows it. */
export type ToldExamination = {
  readonly summary: { readonly tone: AlertTone; readonly title: string; readonly lines: readonly string[] };
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  readonly checks: readonly ToldCheck[];
};

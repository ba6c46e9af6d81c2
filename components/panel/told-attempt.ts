/** One attempt to redeem, as the server tells it to a page that waits for it: finished texts. */
export type ToldAttempt = {
  /** of its event */
  readonly id: string;
  readonly accepted: boolean;
  /** what and when */
  readonly text: string;
  /** why it was refused, and what to do; null when it was accepted */
  readonly sentence: string | null;
  readonly remedy: string | null;
};

/** A login event as the panel tells it. */
export type ToldEvent = {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  readonly accepted: boolean;
  readonly test: boolean;
  readonly appName: string | null;
  readonly reason: string;
  /** why it was refused, and what to do; null when it was accepted */
  readonly sentence: string | null;
  readonly remedy: string | null;
  readonly requestId: string;
};

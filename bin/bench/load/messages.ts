/** What every right answer is. */
export type Expected = {
  readonly status: number;
  /** what its head contains, in these letters */
  readonly head: readonly string[];
  /** what its body contains */
  readonly body: string;
};

/** What the bench tells the load generator. */
export type LoadCommand =
  /** requests to send, in this order; `reusable`: from the beginning again when they are used up */
  | { readonly kind: "supply"; readonly requests: readonly string[]; readonly reusable: boolean }
  | {
      readonly kind: "run";
      readonly port: number;
      readonly connections: number;
      readonly seconds: number;
      readonly expected: Expected;
    };

/** What the load generator found. */
export type LoadResult = {
  /** from the first request to the last answer */
  readonly seconds: number;
  readonly answers: number;
  /** how many answers had which status */
  readonly statuses: Readonly<Record<string, number>>;
  /** answers of the right status that said something else than they should */
  readonly wrong: number;
  /** the supply was used up before the time was */
  readonly ranDry: boolean;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
  /** processor time of the generator itself, in seconds */
  readonly cpuSeconds: number;
};

export type LoadReply =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly result: LoadResult }
  | { readonly kind: "failed"; readonly message: string };

import type { BenchDatabase, BenchServer } from "../database";
import type { Expected } from "../load/messages";
import type { Programs } from "../programs";
import type { ServerCommand } from "../server-process";

/** What names a variant in its comparison. */
export type VariantKey = "a" | "b" | "c" | "d" | "e" | "f";

/** Requests that a variant can be asked with. */
export type Supply = {
  /** as they go over the wire; each good for once, unless `reusable` */
  readonly requests: readonly string[];
  readonly reusable: boolean;
};

/** What the database says was done since the last supply: of each kind as many as there were right answers. */
export type Tally = readonly { readonly what: string; readonly count: number }[];

/** One way of answering that is measured. */
export type Variant = {
  readonly key: VariantKey;
  readonly title: string;
  readonly server: ServerCommand;
  readonly database: BenchDatabase;
  /** Brings the tables back to where every slice begins and makes `count` requests that can succeed. */
  readonly supply: (count: number) => Promise<Supply>;
  readonly tally: () => Promise<Tally>;
  readonly expected: Expected;
};

/** What variants are made of. */
export type Workshop = {
  readonly root: string;
  readonly programs: Programs;
  readonly postgres: BenchServer;
  /** further arguments for Node, such as `--cpu-prof` */
  readonly nodeArgs: readonly string[];
};

/** A request as it goes over the wire. */
export function wireRequest(method: "GET" | "POST", target: string, port: number, headers: readonly string[], body = ""): string {
  const length = method === "POST" ? [`content-length: ${body.length}`] : [];
  return [`${method} ${target} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...headers, ...length, "", body].join("\r\n");
}

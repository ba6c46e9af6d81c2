import type { CheckState } from "@/lib/core/checks";
import { explainLaunch, type LaunchFinding, type TriedKey } from "./explain-launch";
import { readLaunchUrl } from "./launch-url";
import { readPastedLaunch } from "./read-pasted-launch";
import type { LaunchRefusal } from "./refusals";
import { examineChecks, type LaunchFacts, launchOrder } from "./verify";

/** What a pasted launch URL turns out to be, told to whoever owns the pairing. No key and no right signature is in it. */
export type LaunchExamination = {
  /** false: nothing in the text looks like `/h/…/te/lo.cgi?…`, and nothing else can be said */
  readonly recognised: boolean;
  /** the text that its signature has to be over; null: there is none */
  readonly signedText: string | null;
  /** the very checks of the route, each made of its own; `unknown`: cannot be said */
  readonly checks: readonly { readonly name: LaunchRefusal; readonly state: CheckState }[];
  /** the reason for which the URL would be refused now; null: it would sign the user in */
  readonly refusal: LaunchRefusal | null;
  /** how its signature was made; null: nothing that we know of makes it */
  readonly finding: LaunchFinding | null;
  /** mistakes of the URL that are easier to see than to find */
  readonly hints: readonly LaunchHint[];
};
export const launchHints = ["vhost_upper_case", "vhost_of_other_pairing", "html_entities", "other_origin"] as const;
export type LaunchHint = (typeof launchHints)[number];

/** What a pasted URL is judged by. @property token of the pairing alone; null: it has no such token */
export type ExaminingFacts = Pick<LaunchFacts, "token" | "nowMs"> & {
  readonly pairing: NonNullable<LaunchFacts["pairing"]>;
  /** the pairing's own first */
  readonly keys: readonly TriedKey[];
  /** our origin */
  readonly publicUrl: string;
};

const examinedChecks = launchOrder.filter((name) => name !== "plain_http");

/** Looks at a pasted launch URL as the route would, and says how its signature was made. Pure. */
export function examineLaunchUrl(pasted: string, { pairing, token, keys, nowMs, publicUrl }: ExaminingFacts): LaunchExamination {
  const { origin, path, query, hadEntities } = readPastedLaunch(pasted);
  if (path === null) return unrecognised;
  const said = readLaunchUrl(path, query);
  const origins = [...new Set([publicUrl, ...(origin === null ? [] : [origin])])];
  const finding = explainLaunch(said, origins, keys);
  const states = examineChecks({ said, token, pairing, signatureRight: isRight(finding), nowMs });
  const checks = examinedChecks.map((name) => ({ name, state: states.get(name) ?? ("unknown" as const) }));
  const vhost =
    said.vhost === pairing.vhost ? null : said.vhost.toLowerCase() === pairing.vhost ? "vhost_upper_case" : "vhost_of_other_pairing";
  const hints: (LaunchHint | null | false)[] = [
    vhost,
    hadEntities && "html_entities",
    origin !== null && origin !== publicUrl && "other_origin",
  ];
  return {
    recognised: true,
    signedText: said.signedText,
    checks,
    refusal: checks.find(({ state }) => state === "failed")?.name ?? null,
    finding,
    hints: hints.filter((hint) => hint !== null && hint !== false),
  };
}

/** Signed as the seed says, with a key that is good now. */
export function isRight(finding: LaunchFinding | null): boolean {
  return finding !== null && finding.mistakes.length === 0 && (finding.of === "current" || finding.of === "previous");
}

const unrecognised: LaunchExamination = {
  recognised: false,
  signedText: null,
  checks: examinedChecks.map((name) => ({ name, state: "unknown" })),
  refusal: null,
  finding: null,
  hints: [],
};

import type { ToldSignature } from "@/components/panel/signature-told";
import type { LaunchExamination, LaunchFinding } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

type Mistakes = ToldSignature["mistakes"];
type Verdict = Pick<ToldSignature, "tone" | "title" | "text">;

/** What a developer reads of an examined launch URL. */
export async function tellLaunch(examined: LaunchExamination): Promise<ToldSignature> {
  const [t, checks] = await Promise.all([words("pairings.hints"), words("events.checks.launchUrl")]);
  const hints = examined.hints.map((hint) => ({ title: t(`${hint}.title`), remedy: t(`${hint}.remedy`) }));
  return {
    ...(await verdictOn(examined)),
    mistakes: [...hints, ...(examined.finding === null ? [] : await mistakesOf(examined.finding))],
    signedText: examined.signedText ?? "",
    checks: examined.checks.map(({ name, state }) => ({ name, state: state === "unknown" ? "not_reached" : state, text: checks(name) })),
  };
}

async function verdictOn({ finding, refusal, signedText }: LaunchExamination): Promise<Verdict> {
  const [t, reasons] = await Promise.all([words("pairings.check"), words("reasons.pairedLaunch.launch")]);
  const because = refusal === null ? "" : `${reasons(`${refusal}.partner`)} ${reasons(`${refusal}.remedy`)}`;
  const right = finding !== null && finding.mistakes.length === 0 && (finding.of === "current" || finding.of === "previous");
  if (right && refusal === null) return { tone: "ok", title: t("right"), text: t(finding.of === "previous" ? "byPrevious" : "byCurrent") };
  if (right) return { tone: "warn", title: t("rightButRefused"), text: because };
  if (refusal !== "signature_mismatch") return { tone: "danger", title: t("otherwise"), text: because };
  if (finding !== null) return { tone: "danger", title: t("known"), text: "" };
  return { tone: "danger", title: t("unknown"), text: signedText === null ? because : t("unknownText") };
}

async function mistakesOf({ of, mistakes }: LaunchFinding): Promise<Mistakes> {
  const t = await words("pairings.mistakes");
  const names = [...mistakes, ...(of === "ended" ? (["ended_key"] as const) : of === "other" ? (["key_of_other_pairing"] as const) : [])];
  return names.map((name) => ({ title: t(`${name}.title`), remedy: t(`${name}.remedy`) }));
}

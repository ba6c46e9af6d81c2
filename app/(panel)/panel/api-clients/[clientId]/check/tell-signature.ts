import type { ToldSignature } from "@/components/panel/signature-told";
import type { Examination, PastedCall } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

type Verdict = Pick<ToldSignature, "tone" | "title" | "text" | "mistakes">;

/** What a developer reads of an examined call. */
export async function tellSignature(examined: Examination, call: PastedCall): Promise<ToldSignature> {
  const t = await words("events.checks.call");
  return {
    ...(await verdictOn(examined, call)),
    signedText: examined.signedText,
    checks: examined.checks.map(({ name, state }) => ({ name, state, text: t(name) })),
  };
}

async function verdictOn(examined: Examination, call: PastedCall): Promise<Verdict> {
  const t = await words("apiClients.check");
  const { signatureRight, refusal, finding, missing } = examined;
  if (missing.length > 0)
    return { tone: "danger", title: t("missing"), text: t("missingText", { headers: missing.join(", ") }), mistakes: [] };
  if (signatureRight && refusal === null)
    return { tone: "ok", title: t("right"), text: t(finding?.by?.of === "previous" ? "byPrevious" : "byCurrent"), mistakes: [] };
  if (signatureRight) return { tone: "warn", title: t("rightButRefused"), text: await sentenceOf(examined), mistakes: [] };
  if (finding === null) return { tone: "danger", title: t("unknown"), text: await unknownText(examined, call), mistakes: [] };
  return {
    tone: "danger",
    title: t("known"),
    text: refusal === "api_key_unknown" ? await sentenceOf(examined) : "",
    mistakes: await mistakesOf(finding),
  };
}

async function mistakesOf({ by, mistakes }: NonNullable<Examination["finding"]>): Promise<Verdict["mistakes"]> {
  const t = await words("apiClients.mistakes");
  const names = [
    ...mistakes,
    ...(by?.of === "ended" ? (["ended_secret"] as const) : by?.of === "other" ? (["secret_of_other_client"] as const) : []),
  ];
  return names.map((name) => ({ title: t(`${name}.title`, { name: by?.clientName ?? "" }), remedy: t(`${name}.remedy`) }));
}

/** What is wrong besides the signature, and what to do. */
async function sentenceOf({ refusal, otherClient }: Examination): Promise<string> {
  const [t, reasons] = await Promise.all([words("apiClients.check"), words("reasons.signedLogin")]);
  if (refusal === null) return "";
  if (refusal !== "api_key_unknown") return `${reasons(`${refusal}.partner`)} ${reasons(`${refusal}.remedy`)}`;
  return otherClient === null ? t("keyNotThis") : t("keyOfOther", { name: otherClient });
}

const otherHashes: Readonly<Record<number, string>> = { 40: "SHA-1", 56: "SHA-224", 96: "SHA-384", 128: "SHA-512" };

async function unknownText(examined: Examination, { signature }: PastedCall): Promise<string> {
  const t = await words("apiClients.check");
  const hash = /^[0-9a-f]+$/i.test(signature) ? otherHashes[signature.length] : undefined;
  if (hash !== undefined) return t("otherHash", { count: signature.length, hash });
  if (examined.refusal === "api_key_unknown") return await sentenceOf(examined);
  if (!/^[0-9a-f]{64}$/i.test(signature)) return t("malformed", { count: signature.length });
  return t("unknownText");
}

import type { ToldCheck, ToldExamination } from "@/components/panel/told-examination";
import type { Examination } from "@/lib/protocols/external-token";
import { type Language, wordsIn } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";

/** Who reads it, and of which issuer. @property zone the partner's */
type Reader = { readonly iss: string; readonly zone: string; readonly language: Language };

/** An examination in finished texts, field by field. */
export function tellExamination(found: Examination, reader: Reader): ToldExamination {
  const t = wordsIn(reader.language, "workbench.facts");
  return {
    summary: tellSummary(found, reader),
    facts: [...tellArrival(found, reader), ...tellTimes(found, reader)],
    parts: [
      { name: t("header"), text: found.header },
      { name: t("payload"), text: found.payload },
    ].flatMap(({ name, text }) => (text === null ? [] : [{ name, text }])),
    checks: found.checks.map((check) => tellCheck(check, found, reader)),
  };
}

function tellSummary(found: Examination, { iss, language }: Reader): ToldExamination["summary"] {
  const t = wordsIn(language, "workbench.summary");
  const reasons = wordsIn(language, "reasons.externalToken");
  const { refusal, namesIssuer } = found;
  if (refusal === null) {
    const title = t("accepted", { who: whoInWords(found, language) ?? "", where: whereInWords(found, language) });
    return { tone: "ok", title, lines: [t("unused")] };
  }
  const others = found.checks.filter(({ state }) => state === "failed").length - 1;
  const remedy = t("remedy", { remedy: reasons(`${refusal}.remedy`) });
  const why = refusal === "issuer_unknown" ? null : exactReason(found, language);
  const reason = reasons(`${refusal}.partner`);
  const other =
    refusal === "issuer_unknown" && namesIssuer !== null
      ? namesIssuer === ""
        ? t("noIssuer", { iss })
        : t("otherIssuer", { named: namesIssuer, iss })
      : null;
  const lines = [why, remedy, t("more", { count: others })].filter((line) => line !== null);
  return { tone: "danger", title: other ?? t("refused", { reason }), lines };
}

/** What is known beyond the reason's own sentence. */
function exactReason({ refusal, malformation, signatureMistake }: Examination, language: Language): string | null {
  if (refusal === "token_malformed" && malformation !== null) return wordsIn(language, "workbench.malformed")(malformation);
  return signatureMistake === null ? null : wordsIn(language, "workbench.mistake")(signatureMistake);
}

function tellCheck({ name, state }: Examination["checks"][number], found: Examination, { iss, language }: Reader): ToldCheck {
  const t = wordsIn(language, "workbench");
  const reasons = wordsIn(language, "reasons.externalToken");
  const sentences: (string | null)[] = [];
  if (state === "failed") {
    sentences.push(name === found.refusal ? t("checks.first") : null);
    const other = name === "issuer_unknown" ? found.namesIssuer : null;
    sentences.push(other ? t("summary.otherIssuer", { named: other, iss }) : reasons(`${name}.partner`));
    if (name === "token_malformed" && found.malformation !== null) sentences.push(t(`malformed.${found.malformation}`));
    if (name === "signature_mismatch" && found.signatureMistake !== null) sentences.push(t(`mistake.${found.signatureMistake}`));
    sentences.push(reasons(`${name}.remedy`));
  }
  const text = wordsIn(language, "events")(`checks.token.${name}`);
  return { name, state, stateText: t(`checks.${state}`), text, sentences: sentences.filter((sentence) => sentence !== null) };
}

function tellArrival(found: Examination, { language }: Reader): ToldExamination["facts"] {
  const t = wordsIn(language, "workbench");
  const facts: { name: string; text: string | null }[] = [
    { name: t("facts.takenAway"), text: listed(found.takenAway.map((what) => t(`taken.${what}`))) },
    { name: t("facts.key"), text: keyInWords(found, language) },
    { name: t("facts.who"), text: capital(whoInWords(found, language) ?? t("facts.unsaid")) },
    { name: t("facts.address"), text: addressInWords(found, language) },
    { name: t("facts.where"), text: found.leadsTo?.refused ? t("facts.whereRefused") : capital(whereInWords(found, language)) },
    { name: t("facts.warnings"), text: listed(found.warnings.map((warning) => t(`warning.${warning}`))) },
  ];
  if (found.leadsTo === null) return toldOnly(facts.slice(0, 1));
  return toldOnly(facts);
}

function tellTimes({ times }: Examination, { zone, language }: Reader): ToldExamination["facts"] {
  const t = wordsIn(language, "workbench.facts");
  return times.map(({ claim, at }) => ({ name: t(claim), text: momentInWords(at, zone, language) }));
}

function keyInWords({ signedWith, checks }: Examination, language: Language): string {
  const t = wordsIn(language, "workbench.facts");
  if (signedWith !== null) return t(signedWith);
  const failed = checks.some(({ name, state }) => name === "signature_mismatch" && state === "failed");
  return t(failed ? "noKey" : "unsaid");
}

function whoInWords({ prospect, address }: Examination, language: Language): string | null {
  if (prospect === null) return null;
  const t = wordsIn(language, "workbench.who");
  if (prospect.test) return t("test");
  return prospect.who === "linked" ? t("linked", { address: address ?? "" }) : t(prospect.who);
}

function addressInWords({ prospect, address }: Examination, language: Language): string | null {
  if (address === null || prospect === null) return null;
  const t = wordsIn(language, "workbench.addressState");
  if (prospect.who === "linked") return t("linked", { address });
  return t(prospect.who === "new" && prospect.verifiesAddress ? "verified" : "unverified", { address });
}

function whereInWords({ leadsTo }: Examination, language: Language): string {
  return leadsTo === null || leadsTo.url === "/" ? wordsIn(language, "workbench.where")("home") : leadsTo.url;
}

function listed(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : capital(texts.join("\n"));
}

function toldOnly(facts: readonly { name: string; text: string | null }[]): ToldExamination["facts"] {
  return facts.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
}

function capital(text: string): string {
  return /^[a-z]+:|^\//.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

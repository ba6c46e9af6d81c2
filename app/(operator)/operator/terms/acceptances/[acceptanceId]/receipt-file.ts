import type { Receipt } from "@/lib/terms";
import { wordsIn } from "@/lib/words";

/** A receipt for programs, field by field. */
export function receiptAsJson(receipt: Receipt): Response {
  const { endUser, through } = receipt;
  const content = {
    receiptId: receipt.id,
    user: { id: endUser.id, email: endUser.email },
    document: receipt.slug,
    versionId: receipt.versionId,
    version: receipt.version,
    country: receipt.country,
    publishedAt: receipt.publishedAt.toISOString(),
    effectiveAt: receipt.effectiveAt.toISOString(),
    acceptedAt: receipt.acceptedAt.toISOString(),
    source: receipt.source,
    through: through && { id: through.id, name: through.name, partner: through.partnerName },
    requestId: receipt.requestId,
    languageShown: receipt.language,
    texts: receipt.texts.map(({ language, title, sha256 }) => ({ language, title, sha256 })),
  };
  return file(`${JSON.stringify(content, null, 2)}\n`, "application/json", `${receipt.id}.json`);
}

/** A receipt for people. In English whoever asks: it may have to be shown to somebody else. */
export function receiptAsText(receipt: Receipt): Response {
  const [t, how] = [wordsIn("en", "terms.operator.receipt"), wordsIn("en", "terms.operator.acceptance")];
  const { endUser, through } = receipt;
  const lines: [string, string][] = [
    [t("id"), receipt.id],
    [t("user"), [endUser.id, endUser.email].filter((known) => known !== null).join(", ")],
    [t("document"), receipt.slug],
    [t("version"), `${receipt.version} (${receipt.versionId})`],
    [t("country"), receipt.country ?? t("everybody")],
    [t("published"), receipt.publishedAt.toISOString()],
    [t("begins"), receipt.effectiveAt.toISOString()],
    [t("accepted"), receipt.acceptedAt.toISOString()],
    [t("how"), how(receipt.source)],
    ...(through ? [[t("through"), `${through.name}, ${through.partnerName} (${through.id})`] satisfies [string, string]] : []),
    [t("request"), receipt.requestId],
    ...receipt.texts.flatMap(({ language, title, sha256 }): [string, string][] => [
      [t(receipt.language === null ? "textSpoken" : "text", { language }), title],
      [t("hash"), sha256],
    ]),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const body = lines.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
  return file(`${t("heading")}\n\n${body}`, "text/plain; charset=utf-8", `${receipt.id}.txt`);
}

function file(content: string, type: string, name: string): Response {
  return new Response(content, { headers: { "content-type": type, "content-disposition": `attachment; filename="receipt-${name}"` } });
}

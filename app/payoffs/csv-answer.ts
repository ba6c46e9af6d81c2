import type { Statement } from "@/lib/payoffs";

/** The export of a statement as a file. @param partnerSlug whose it is, for its name */
export function csvAnswer({ csv, month, state }: Statement, partnerSlug: string): Response {
  const name = `pay-off-${partnerSlug}-${month}${state === "accruing" ? "-provisional" : ""}.csv`;
  return new Response(new Uint8Array(csv), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
    },
  });
}

import type { NextRequest } from "next/server";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { findReceipt } from "@/lib/terms";
import { receiptAsJson, receiptAsText } from "./receipt-file";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly acceptanceId: string }> };

/** The receipt of an acceptance as a file: text, or JSON with `?format=json`. For operators; for others there is none. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const session = await currentPanelSession();
  const receipt = session?.account.operator === true ? await findReceipt((await params).acceptanceId) : null;
  if (!receipt) return new Response(null, { status: session ? 404 : 401 });
  return request.nextUrl.searchParams.get("format") === "json" ? receiptAsJson(receipt) : receiptAsText(receipt);
}

import type { NextRequest } from "next/server";
import { openLiveStream } from "./open-live-stream";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly appId: string }> };

/** What arrives for an app, while a page of it is open: server-sent events. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return openLiveStream((await params).appId, request);
}

/** Next would answer HEAD by opening a stream. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "no-store" } });
}

import type { NextRequest } from "next/server";
import { words } from "@/lib/words";
import { openService } from "./open-service";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly slug: string }> };

/** The catalogue's Open. A POST, so that no link, prefetch or scanner makes a login token. */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return openService((await params).slug, request.headers);
}

async function notAllowed(): Promise<Response> {
  const t = await words("services.open");
  return new Response(t("buttonOnly"), {
    status: 405,
    headers: { allow: "POST", "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

export { notAllowed as DELETE, notAllowed as GET, notAllowed as HEAD, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };

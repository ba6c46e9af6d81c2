import type { NextRequest } from "next/server";
import { onlyPosted } from "@/lib/forms/serve-plain-form";
import { openService } from "./open-service";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly slug: string }> };

/** The catalogue's Open. A POST, so that no link, prefetch or scanner makes a login token. */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  return openService((await params).slug, request.headers);
}

const notAllowed = onlyPosted("services.open.buttonOnly");

export { notAllowed as DELETE, notAllowed as GET, notAllowed as HEAD, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };

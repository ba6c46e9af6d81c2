import type { NextRequest } from "next/server";
import { signOut } from "./sign-out";

export const dynamic = "force-dynamic";

/** Signs an end user out. A POST from our own pages alone: no link and no other site can do it. */
export function POST(request: NextRequest): Promise<Response> {
  return signOut(request.headers);
}

function notAllowed(): Response {
  return new Response("Only a button signs out.", { status: 405, headers: { allow: "POST", "content-type": "text/plain; charset=utf-8" } });
}

export { notAllowed as DELETE, notAllowed as GET, notAllowed as HEAD, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };

import type { NextRequest } from "next/server";
import { onlyPosted, servePlainForm } from "@/lib/forms/serve-plain-form";
import { signOutAndLeave } from "../signed-out/leave";

export const dynamic = "force-dynamic";

/** Signs the end user of this browser out. A POST, so that no link or picture of others does it. */
export function POST(request: NextRequest): Promise<Response> {
  return servePlainForm(request.headers, async () => {
    const location = await signOutAndLeave();
    return new Response(null, { status: 303, headers: { location } });
  });
}

const notAllowed = onlyPosted("account.signOutButtonOnly");

export { notAllowed as DELETE, notAllowed as GET, notAllowed as HEAD, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };

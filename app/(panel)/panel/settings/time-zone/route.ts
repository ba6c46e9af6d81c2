import type { NextRequest } from "next/server";
import { lookUpZone } from "./look-up-zone";

export const dynamic = "force-dynamic";

/** What one wants to know of a zone before choosing it. */
export async function GET(request: NextRequest): Promise<Response> {
  return lookUpZone(request.nextUrl.searchParams.get("zone"));
}

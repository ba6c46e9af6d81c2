import type { NextRequest } from "next/server";
import { environment } from "@/lib/env";
import { ownPath } from "@/lib/forms/own-path";
import { isSameOrigin, senderOf } from "@/lib/forms/same-origin";
import { isTheme, THEME_COOKIE } from "@/lib/forms/theme";
import { panelGrounds } from "@/lib/accounts/panel-grounds";
import { portalGrounds } from "@/lib/people/end-user-action";

/** Pages of the portal that nobody is sent to after signing in, and that have the switch all the same. */
const entrances = ["/sign-in", "/sign-up", "/forgot-password", "/reset-password"];

export const dynamic = "force-dynamic";

/** Chooses the theme for a browser without JavaScript, and leads back to the page with the choice. */
export async function POST(request: NextRequest): Promise<Response> {
  const { publicUrl } = environment();
  if (!isSameOrigin(senderOf(request.headers), publicUrl)) return new Response(null, { status: 403 });
  const form = await request.formData().catch(() => new FormData());
  const theme = form.get("theme");
  if (!isTheme(theme)) return new Response(null, { status: 400 });
  const back = ownPath(form.get("back"), [...portalGrounds, ...entrances, ...panelGrounds]) ?? "/";
  const cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;
  return new Response(null, { status: 303, headers: { location: back, "set-cookie": cookie } });
}

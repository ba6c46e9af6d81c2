import { currentPanelSession, developerOf } from "@/lib/accounts/current-account";
import { nowMs } from "@/lib/clock";
import { timeZoneName } from "@/lib/partners";
import { requestLanguage } from "@/lib/words";
import { tellZone } from "../tell-zone";

/** The facts of a zone for a developer who is about to choose it; null for none that there is. */
export async function lookUpZone(zone: string | null): Promise<Response> {
  const session = await currentPanelSession();
  if (!session || !developerOf(session)) return new Response(null, { status: 401 });
  const named = timeZoneName.safeParse(zone);
  return Response.json(named.success ? tellZone(named.data, nowMs(), await requestLanguage()) : null);
}

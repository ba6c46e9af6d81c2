import { currentPanelSessionId, developerOf } from "@/lib/accounts/current-account";
import { lookAtPanelSession } from "@/lib/accounts/panel-session";
import { findApp } from "@/lib/apps";
import { nowMs } from "@/lib/clock";
import { isDraining } from "@/lib/health/readiness";
import { isId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { requestLanguage } from "@/lib/words";
import { liveMessages } from "./live-messages";
import { takePlace } from "./places";

const LOOK_BACK_MS = 15 * 60_000;

/**
 * Opens the stream of an app's attempts for whoever is signed in and owns the app (404 for everybody else's), as long as
 * they have not too many open already.
 * @param request its parameter `since` is epoch milliseconds: attempts from then on are told
 */
export async function openLiveStream(appId: string, request: Request): Promise<Response> {
  const sessionId = await currentPanelSessionId();
  const session = sessionId === null ? null : await lookAtPanelSession(sessionId);
  if (sessionId === null || session === null) return refusal(401);
  const developer = developerOf(session);
  const app = developer && isId(appId) ? await findApp(appId, developer.partnerId) : null;
  if (!developer || !app) return refusal(404);
  if (isDraining()) return refusal(503, { "retry-after": "1" });
  const [partner, language] = [await partnerSummary(developer.partnerId), await requestLanguage()];
  const leave = takePlace(developer.account.id);
  if (leave === null) return refusal(429, { "retry-after": "60" });
  const stop = new AbortController();
  const messages = liveMessages({
    sessionId,
    partnerId: developer.partnerId,
    appId: app.id,
    sinceMs: sinceIn(request.url),
    zone: partner?.timeZone ?? "UTC",
    language,
    signal: AbortSignal.any([stop.signal, request.signal]),
  });
  return new Response(
    streamOf(messages, () => stop.abort(), leave),
    {
      // Its cache-control is proxy.ts's.
      headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" },
    },
  );
}

function sinceIn(url: string): number {
  const said = new URL(url).searchParams.get("since") ?? "";
  const earliest = nowMs() - LOOK_BACK_MS;
  return /^\d{1,15}$/.test(said) ? Math.max(Number(said), earliest) : nowMs();
}

function streamOf(messages: AsyncGenerator<string, void>, stop: () => void, leave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await messages.next();
        if (done === true) {
          leave();
          controller.close();
        } else controller.enqueue(encoder.encode(value));
      } catch (error) {
        leave();
        throw error;
      }
    },
    cancel() {
      leave();
      stop();
    },
  });
}

function refusal(status: 401 | 404 | 429 | 503, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

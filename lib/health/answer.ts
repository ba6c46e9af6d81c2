import { json, type RoomResponse } from "../http/message";
import { readiness } from "./readiness";

const noStore = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** The paths of the health checks and what answers each. */
export const healthChecks: Readonly<Record<string, () => RoomResponse>> = {
  "/api/health/live": live,
  "/api/health/ready": ready,
};

/** The process runs: whoever watches it need not restart it. */
export function live(): RoomResponse {
  return json(200, { status: "live" }, noStore);
}

/** The process can serve logins, or the sentence why not. */
export function ready(): RoomResponse {
  const { reason } = readiness();
  if (reason === null) return json(200, { status: "ready" }, noStore);
  return json(503, { status: "not_ready", reason }, { ...noStore, "retry-after": "2" });
}

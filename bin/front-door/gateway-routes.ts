import type { GatewayRoute } from "@/lib/http/message";
import { externalTokenRoute, heldTokenRoute } from "@/lib/protocols/external-token";
import { redemptionRoute } from "@/lib/protocols/launch-token";
import { heldLaunchRoute, launchRoute, obtainRoute } from "@/lib/protocols/paired-launch";
import { portalLinkRoute } from "@/lib/protocols/portal-link";
import {
  acceptanceRoute,
  enrolmentRoute,
  portalEntryRoute,
  portalRoute,
  sessionRoute,
  signedLoginRoute,
} from "@/lib/protocols/signed-login";

/** Every public URL of a protocol. `app/(gateway)` serves the same routes where this front door cannot run. */
export const gatewayRoutes: readonly GatewayRoute[] = [
  redemptionRoute,
  externalTokenRoute,
  heldTokenRoute,
  signedLoginRoute,
  enrolmentRoute,
  acceptanceRoute,
  sessionRoute,
  portalRoute,
  portalEntryRoute,
  obtainRoute,
  launchRoute,
  heldLaunchRoute,
  portalLinkRoute,
];

/**
 * Paths, decoded, that look as if they were meant for a protocol. What no route matches is refused by us: Next's own 404
 * page repeats the path, and there may be a token in it.
 */
export const gatewayGround =
  /\/api\/authorization(?:\/|$)|^\/(?:auth\/token|thirdparty|enrollmentform|api\/v1|session|api2|h|portal)(?:\/|$)/i;

import type { LoginProtocol } from "@/lib/events/login-event";
import { NIL_ID } from "@/lib/id";

/** What is counted together: all of a partner or of the platform, one protocol of it, or one app, issuer, client, pairing or portal key. */
export type StatisticsScope = {
  /** {@link PLATFORM}: everybody's, in days of UTC */
  readonly partnerId: string;
  /** at most one of the two */
  readonly protocol?: LoginProtocol;
  /** the id of an app, issuer, API client, pairing or portal key of the partner: who asks has looked whose it is */
  readonly subjectId?: string;
};

/** In the place of a partner: the whole platform. */
export const PLATFORM = NIL_ID;

const protocolScopes: Readonly<Record<LoginProtocol, string>> = {
  "launch-token": "00000000-0000-0000-0000-000000000001",
  "external-token": "00000000-0000-0000-0000-000000000002",
  "signed-login": "00000000-0000-0000-0000-000000000003",
  "paired-launch": "00000000-0000-0000-0000-000000000004",
  "portal-link": "00000000-0000-0000-0000-000000000005",
};

/** The `scope_id` that a protocol's people are counted under. */
export function protocolScope(protocol: LoginProtocol): string {
  return protocolScopes[protocol];
}

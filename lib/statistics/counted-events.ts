import type { LoginProtocol } from "@/lib/events/login-event";
import { NIL_ID } from "@/lib/id";
import { protocolScope } from "./scope";

// How statistics see a login event, in SQL, for whoever counts them: the job, a page its tail, the recount.

/** What a page or the job asks of an event `e`: nothing that it does not count by. */
export const COUNTED_COLUMNS = `
  e.partner_id, floor(date_part('epoch', e.at) / 900)::int AS quarter, e.protocol, e.kind, e.outcome, e.reason, e.test, e.end_user_id,
  CASE WHEN e.protocol = 'launch-token' THEN e.app_id
       WHEN e.protocol = 'paired-launch' AND e.kind = 'launch'
       THEN CASE WHEN e.detail->>'pairingId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (e.detail->>'pairingId')::uuid END
       ELSE e.credential_id END AS subject_id`;

/** True of an event, or of its columns, that brings a person in. Test users are nobody's people. */
export const IS_VISIT = "kind = 'login' AND outcome = 'accepted' AND NOT test AND end_user_id IS NOT NULL";

/** By these many people come in under one subject; a pairing or a portal key is one person's. */
const manyPeople: readonly LoginProtocol[] = ["launch-token", "external-token", "signed-login"];

/** True when a subject of this protocol (app, issuer, API client) has people of its own. */
export function hasManyPeople(protocol: LoginProtocol): boolean {
  return manyPeople.includes(protocol);
}

export const HAS_MANY_PEOPLE = `protocol IN (${manyPeople.map((name) => `'${name}'`).join(", ")})`;

const protocols: readonly LoginProtocol[] = ["launch-token", "external-token", "signed-login", "paired-launch", "portal-link"];

/** The `scope_id` of an event's protocol. */
export const PROTOCOL_SCOPE = `(CASE protocol ${protocols.map((name) => `WHEN '${name}' THEN '${protocolScope(name)}'`).join(" ")} END)::uuid`;

export const NIL = `'${NIL_ID}'::uuid`;

/** The table of slots; its parameters are the five arrays of `Slots`. @param first the number of its first parameter */
export function slotsFrom(first: number): string {
  return `unnest($${first}::uuid[], $${first + 1}::int[], $${first + 2}::int[], $${first + 3}::timestamptz[], $${first + 4}::int[]) AS s(partner_id, quarter, day, starts_at, hour)`;
}

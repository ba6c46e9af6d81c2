import ipaddr from "ipaddr.js";
import { environment } from "../env";

type Forwarded = { readonly for: readonly string[]; readonly proto: readonly string[] };
/** Who asks, and whether a trusted proxy says that the request came to it unencrypted. */
export type Client = {
  /** one source for limits, as {@link limitKey} has it */
  readonly address: string;
  /** the very address, as it was spelled; empty where a door cannot tell */
  readonly ip: string;
  readonly arrivedInClear: boolean;
};

/**
 * Finds the client behind trusted proxies: the nearest hop in `X-Forwarded-For` that is no proxy of ours. Headers of
 * anybody else are ignored.
 * @param peer address of the socket's other end
 */
export function clientOf(peer: string, forwarded: Forwarded): Client {
  const trusted = environment().trustedProxies;
  if (trusted.length === 0 || !isTrusted(peer, trusted)) return { address: limitKey(peer), ip: peer, arrivedInClear: false };
  const hops = forwarded.for.flatMap((value) => value.split(",")).map((hop) => hop.trim());
  const nearest = hops.toReversed().find((hop) => !isTrusted(hop, trusted));
  const proto = forwarded.proto
    .flatMap((value) => value.split(","))
    .at(-1)
    ?.trim()
    .toLowerCase();
  const ip = nearest ?? peer;
  return { address: limitKey(ip), ip, arrivedInClear: proto === "http" };
}

/** Whether there is any proxy whose word counts; without one, no request can have reached it in clear. */
export function trustsProxies(): boolean {
  return environment().trustedProxies.length > 0;
}

/** One source for limits: an IPv4 address, or the /64 of an IPv6 one, however it is spelled (CVE-2026-45364). */
export function limitKey(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

function isTrusted(address: string, trusted: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
}

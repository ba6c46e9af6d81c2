import { hmacHex } from "@/lib/crypto/hmac";

/** What a launch URL says, cut up as it was sent: nothing is decoded, nothing is believed. */
export type SaidLaunch = {
  readonly vhost: string;
  /** every parameter, in the order sent; the value of one without `=` is empty */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** the first value of each of the four; empty where there is none */
  readonly action: string;
  readonly accessToken: string;
  readonly ts: string;
  readonly signature: string;
  /** what the signature has to be over: path and query as sent, up to and without `&signature=` (seed, "Signature") */
  readonly signedText: string;
};

/** How the account is named in launch URLs (ClientVHOST): in one way, so that nothing else is taken for it (T16). */
export const vhostSpelling = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** The path of a launch URL, as far as it is recognised as one: what stands for the vhost may be anything. */
export const launchPath = /^\/h\/([^/]*)\/te\/lo\.cgi$/;
/** The four parameters of the seed, in its order. */
export const launchParameters = ["Action", "pt", "ts", "signature"] as const;

/** Cuts a launch URL up. @param path that {@link launchPath} recognises @param query what stands behind the first `?` */
export function readLaunchUrl(path: string, query: string): SaidLaunch {
  const parameters = query.split("&").map((part): readonly [string, string] => {
    const equals = part.indexOf("=");
    return equals < 0 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
  });
  const first = (name: string) => parameters.find(([one]) => one === name)?.[1] ?? "";
  const target = `${path}?${query}`;
  const end = target.lastIndexOf("&signature=");
  return {
    vhost: launchPath.exec(path)?.[1] ?? "",
    parameters,
    action: first("Action"),
    accessToken: first("pt"),
    ts: first("ts"),
    signature: first("signature"),
    signedText: end < 0 ? target : target.slice(0, end),
  };
}

/** What is signed of a launch. @param ts epoch seconds */
export function launchText({ vhost, accessToken, ts }: { vhost: string; accessToken: string; ts: number | string }): string {
  return `/h/${vhost}/te/lo.cgi?Action=Launch&pt=${accessToken}&ts=${ts}`;
}

/** A launch URL, signed (seed, "Launch URL"). @param publicUrl our origin @param launch.ts epoch seconds @param key the pairing's */
export function launchUrl(publicUrl: string, launch: { vhost: string; accessToken: string; ts: number }, key: string): string {
  const text = launchText(launch);
  return `${publicUrl}${text}&signature=${hmacHex(key, text)}`;
}

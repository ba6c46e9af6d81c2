import type { FormAction } from "@/lib/forms/form-state";
import { listLinks } from "@/lib/protocols/external-token";
import { listClientLinks } from "@/lib/protocols/signed-login";
import { endIssuerLink, endLinkOfClient, restoreIssuerLink, restoreLinkOfClient } from "./link-actions";

/** Somebody who may sign an end user in, by whichever protocol, or was allowed to until they ended that. */
export type Link = {
  readonly kind: "issuer" | "client";
  readonly id: string;
  /** by what the partner calls it */
  readonly name: string;
  readonly partnerName: string;
  readonly since: Date;
  readonly lastSignInAt: Date | null;
  readonly addresses: readonly string[];
  readonly ended: boolean;
  readonly active: boolean;
  /** what the forms say which link they mean by */
  readonly hidden: Readonly<Record<string, string>>;
  readonly end: FormAction;
  readonly restore: FormAction;
};

/** Who may sign an end user in, and who no more. Those that may stand first. */
export async function linksOf(endUserId: string): Promise<Link[]> {
  const [issuers, clients] = await Promise.all([listLinks(endUserId), listClientLinks(endUserId)]);
  const links: Link[] = [
    ...issuers.map(({ issuerId: id, issuer: name, issuerActive: active, ...link }) => ({
      ...link,
      ...({ kind: "issuer", id, name, active, hidden: { issuerId: id }, end: endIssuerLink, restore: restoreIssuerLink } as const),
    })),
    ...clients.map(({ clientId: id, client: name, clientActive: active, ...link }) => ({
      ...link,
      ...({ kind: "client", id, name, active, hidden: { clientId: id }, end: endLinkOfClient, restore: restoreLinkOfClient } as const),
    })),
  ];
  return links.toSorted((one, other) => Number(one.ended) - Number(other.ended) || lastOf(other) - lastOf(one));
}

function lastOf({ lastSignInAt, since }: Link): number {
  return (lastSignInAt ?? since).getTime();
}

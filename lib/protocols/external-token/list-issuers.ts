import { prisma } from "@/lib/db/prisma";
import { tellKeys } from "@/lib/events/last-key-uses";
import { isId } from "@/lib/id";

/** A key of an issuer as the panel tells it; the key itself is in no list. */
export type IssuerKeyView = {
  readonly id: string;
  /** 16 to 31 bytes: its tokens live 300 seconds at the most */
  readonly weak: boolean;
  readonly createdAt: Date;
  /** null: without an end */
  readonly validUntil: Date | null;
  /** null: nobody has come in by it yet */
  readonly lastUsedAt: Date | null;
};

/** Where an e-mail domain of an issuer stands. */
export type EmailDomainView = {
  readonly domain: string;
  readonly state: "waiting" | "approved" | "declined";
  /** when it came to stand there */
  readonly since: Date;
  /** why it was declined */
  readonly note: string | null;
};

/** An issuer as the panel tells it. */
export type IssuerView = {
  readonly id: string;
  readonly iss: string;
  readonly redirectUrl: string;
  readonly tellsFailures: boolean;
  readonly returnHosts: readonly string[];
  readonly logoutUrl: string | null;
  readonly maxLifetimeSeconds: number;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  /** the last time that somebody came in; tests do not count */
  readonly lastSignInAt: Date | null;
  /** the one to sign with; a weak one may have ended */
  readonly currentKey: IssuerKeyView | null;
  /** the one before, as long as it is good */
  readonly previousKey: IssuerKeyView | null;
  readonly emailDomains: readonly EmailDomainView[];
};

/** A partner's issuers, oldest first. */
export async function listIssuers(partnerId: string): Promise<IssuerView[]> {
  const rows = await prisma().issuer.findMany({ where: { partnerId }, select: issuerFields, orderBy: { id: "asc" } });
  return Promise.all(rows.map(toView));
}

/** An issuer of this partner's; null when it is none of theirs. @param id any text */
export async function findOwnIssuer(id: string, partnerId: string): Promise<IssuerView | null> {
  if (!isId(id)) return null;
  const row = await prisma().issuer.findFirst({ where: { id, partnerId }, select: issuerFields });
  return row && toView(row);
}

const issuerFields = {
  id: true,
  slug: true,
  redirectUrl: true,
  tellsFailures: true,
  returnHosts: true,
  logoutUrl: true,
  maxLifetimeSeconds: true,
  disabledAt: true,
  createdAt: true,
  // Every key there ever was is kept; the two that can matter are the newest.
  keys: {
    select: { id: true, weak: true, createdAt: true, replacedAt: true, validUntil: true },
    orderBy: { id: "desc" as const },
    take: 2,
  },
  emailDomains: {
    select: { domain: true, approvedAt: true, declinedAt: true, declineNote: true, createdAt: true },
    orderBy: { domain: "asc" as const },
  },
} as const;

type KeyRow = {
  readonly id: string;
  readonly weak: boolean;
  readonly createdAt: Date;
  readonly replacedAt: Date | null;
  readonly validUntil: Date | null;
};
type DomainRow = {
  readonly domain: string;
  readonly approvedAt: Date | null;
  readonly declinedAt: Date | null;
  readonly declineNote: string | null;
  readonly createdAt: Date;
};
type IssuerRow = Omit<IssuerView, "iss" | "lastSignInAt" | "currentKey" | "previousKey" | "emailDomains"> & {
  readonly slug: string;
  readonly keys: readonly KeyRow[];
  readonly emailDomains: readonly DomainRow[];
};

async function toView({ slug, keys, emailDomains, ...issuer }: IssuerRow): Promise<IssuerView> {
  const { lastUsedAt, current, previous } = await tellKeys("external-token", issuer, keys);
  const domains = emailDomains.map(toDomain);
  return { ...issuer, iss: slug, lastSignInAt: lastUsedAt, currentKey: current, previousKey: previous, emailDomains: domains };
}

/** An e-mail domain as both sides are told of it. */
export function toDomain({ domain, approvedAt, declinedAt, declineNote, createdAt }: DomainRow): EmailDomainView {
  const state = approvedAt !== null ? "approved" : declinedAt !== null ? "declined" : "waiting";
  return { domain, state, since: approvedAt ?? declinedAt ?? createdAt, note: declineNote };
}

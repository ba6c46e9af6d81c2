import { prisma } from "@/lib/db/prisma";
import { tellKeys } from "@/lib/events/last-key-uses";
import { isId } from "@/lib/id";

/** A secret of an API client as the panel tells it; the secret itself is in no list. */
export type ApiClientSecretView = {
  readonly createdAt: Date;
  /** null: without an end */
  readonly validUntil: Date | null;
  /** null: no call has been rightly signed with it yet */
  readonly lastUsedAt: Date | null;
};

/** An API client as the panel tells it. */
export type ApiClientView = {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
  readonly sessionLifeSeconds: number;
  readonly parentOrigins: readonly string[];
  readonly callerAddresses: readonly string[];
  readonly strictMode: boolean;
  /** when one signature last signed many users in */
  readonly alarmedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  /** the last call that was rightly signed */
  readonly lastUsedAt: Date | null;
  readonly currentSecret: ApiClientSecretView | null;
  /** the one before, as long as it is good */
  readonly previousSecret: ApiClientSecretView | null;
};

/** A partner's API clients, oldest first. */
export async function listApiClients(partnerId: string): Promise<ApiClientView[]> {
  const rows = await prisma().apiClient.findMany({ where: { partnerId }, select: clientFields, orderBy: { id: "asc" } });
  return Promise.all(rows.map(toView));
}

/** An API client of this partner's; null when it is none of theirs. @param id any text */
export async function findOwnApiClient(id: string, partnerId: string): Promise<ApiClientView | null> {
  if (!isId(id)) return null;
  const row = await prisma().apiClient.findFirst({ where: { id, partnerId }, select: clientFields });
  return row && toView(row);
}

/** A partner's API clients by name, oldest first. @property alarmedAt when one signature last signed many users in */
export async function listApiClientNames(
  partnerId: string,
): Promise<{ readonly id: string; readonly name: string; readonly alarmedAt: Date | null }[]> {
  return prisma().apiClient.findMany({
    where: { partnerId },
    select: { id: true, name: true, alarmedAt: true },
    orderBy: { id: "asc" },
  });
}

const clientFields = {
  id: true,
  name: true,
  apiKey: true,
  sessionLifeSeconds: true,
  parentOrigins: true,
  callerAddresses: true,
  strictMode: true,
  alarmedAt: true,
  disabledAt: true,
  createdAt: true,
  // Every secret there ever was is kept; the two that can matter are the newest.
  secrets: { select: { createdAt: true, replacedAt: true, validUntil: true }, orderBy: { id: "desc" as const }, take: 2 },
} as const;

type SecretRow = { readonly createdAt: Date; readonly replacedAt: Date | null; readonly validUntil: Date | null };
type ClientRow = Omit<ApiClientView, "lastUsedAt" | "currentSecret" | "previousSecret"> & { readonly secrets: readonly SecretRow[] };

async function toView({ secrets, ...client }: ClientRow): Promise<ApiClientView> {
  const { lastUsedAt, current, previous } = await tellKeys("signed-login", client, secrets);
  return { ...client, lastUsedAt, currentSecret: current, previousSecret: previous };
}

import { accept, refuse, type Result } from "@/lib/core/result";
import { pool } from "@/lib/db/pools";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { holdApp } from "./app-row";
import type { IconImage } from "./icon-image";
import { iconHash, iconName } from "./icon-name";
import { publishedRevision, type StoredRevision, storedText, workingRevision } from "./revision-row";

/**
 * Gives the draft of an app an icon; of an app without a draft (it is published) makes one, so that the operator sees the
 * picture before users do. @param image what drawIcon made; null: the app has none any more
 */
export async function setIcon(
  partnerId: string,
  appId: string,
  image: IconImage | null,
  actor: Actor,
): Promise<Result<{ icon: string | null }, "app_unknown" | "in_review" | "no_draft">> {
  return transaction(async (tx) => {
    const app = await holdApp(tx, appId, partnerId);
    if (!app) return refuse("app_unknown");
    const working = await workingRevision(tx, app);
    if (working?.state === "review") return refuse("in_review");
    const current = working ?? (await publishedRevision(tx, app));
    if (!current) return refuse("no_draft");
    if (image) await store(tx, partnerId, image);
    await write(tx, app.id, current, image?.hash ?? null);
    await recordAudit(tx, {
      actor,
      action: "app.icon_changed",
      partnerId,
      subjectId: app.id,
      before: { icon: iconName(current.iconHash) },
      after: { icon: iconName(image?.hash ?? null) },
    });
    return accept({ icon: iconName(image?.hash ?? null) });
  });
}

// The same picture again is stored anew, for the chore that deletes pictures looks at when they were.
async function store(tx: Transaction, partnerId: string, { hash, large, small }: IconImage): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO app_icons (hash, partner_id, large, small) VALUES (${hash}, ${partnerId}::uuid, ${large}, ${small})
    ON CONFLICT (hash, partner_id) DO UPDATE SET stored_at = now()`;
}

async function write(tx: Transaction, appId: string, current: StoredRevision, hash: Buffer | null): Promise<void> {
  const icon = hash && Uint8Array.from(hash);
  if (current.state === "published") {
    await tx.appRevision.create({ data: { id: newId(), appId, state: "draft", ...storedText(current), iconHash: icon } });
  } else {
    await tx.appRevision.updateMany({ where: { id: current.id, state: "draft" }, data: { iconHash: icon } });
  }
}

/**
 * A picture, for whoever knows its name: it says nothing that the catalogue would not.
 * @param name as `icon` of a revision; anything else finds nothing
 * @returns WebP
 */
export async function readIcon(name: string, size: "large" | "small"): Promise<Buffer | null> {
  const hash = iconHash(name);
  if (hash === null) return null;
  const { rows } = await pool("pages").query<{ picture: Buffer }>(
    `SELECT ${size === "large" ? "large" : "small"} AS picture FROM app_icons WHERE hash = $1 LIMIT 1`,
    [hash],
  );
  return rows[0]?.picture ?? null;
}

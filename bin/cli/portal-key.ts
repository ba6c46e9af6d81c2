import { checked } from "./option-values";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { partnerNamed } from "./targets";

type Create = { readonly partner: string; readonly email: string; readonly username: string; readonly userId: string };

const cli = { kind: "cli" } as const;

/** `portal-key create` and `revoke`. */
export function addPortalKeyCommands({ noun, does }: CommandLine): void {
  const portalKey = noun("portal-key", "whom a partner's portal links name (protocol 5, deprecated)");
  const create = portalKey
    .command("create")
    .description("make a portal key; it stands in links and is no secret")
    .requiredOption("--partner <id or slug>", "whose it is")
    .requiredOption("--email <address>", "the end user it names")
    .requiredOption("--username <name>", "what links call that user")
    .requiredOption("--user-id <id>", "the user_id in links");
  does(create, async ({ partner, ...said }: Create) => {
    const { id } = await partnerNamed(partner);
    const { createPortalKey, portalKeyInput } = await import("@/lib/protocols/portal-link");
    const { email, username, userId } = checked(portalKeyInput, said);
    const { portalKeyId, key } = settled(await createPortalKey(id, { email, username, userId }, "anybody", cli));
    return { portalKeyId, key };
  });
  const revoke = portalKey
    .command("revoke")
    .description("end a portal key at once")
    .requiredOption("--portal-key <id or key>", "which portal key");
  does(revoke, async (options: { readonly portalKey: string }) => {
    const { findPortalKeyNamed, revokePortalKey } = await import("@/lib/protocols/portal-link");
    const found = await findPortalKeyNamed(options.portalKey);
    if (!found) throw refusal("portal_key_unknown");
    const { revokedAt } = settled(await revokePortalKey(found.id, null, cli));
    return { revokedAt: revokedAt.toISOString() };
  });
}

import { checked, futureInstant, readPrice, wholeNumber } from "./option-values";
import type { CommandLine } from "./command-line";
import { settled } from "./refusal";
import { appNamed, userNamed } from "./targets";

type Named = { readonly user: string; readonly app: string };
type Grant = Named & { readonly until?: Date; readonly price?: number; readonly currency?: string };

/** `access grant` and `revoke`. */
export function addAccessCommands({ noun, does }: CommandLine): void {
  const access = noun("access", "who may enter which app");
  const named = (verb: string, description: string) =>
    access
      .command(verb)
      .description(description)
      .requiredOption("--user <id or address>", "who")
      .requiredOption("--app <id or slug>", "which app");
  const grant = named("grant", "let a user enter an app, as if it had been bought")
    .option("--until <instant>", "RFC 3339, or a length of time from now (default: until it is revoked)", futureInstant)
    .option("--price <minor units>", "what was paid (default: nothing)", wholeNumber(1, 2_147_483_647))
    .option("--currency <code>", "ISO 4217, such as EUR");
  does(grant, async (options: Grant) => {
    const price = readPrice(options);
    const { accessPrice, grantAccess } = await import("@/lib/purchases");
    if (price !== null) checked(accessPrice, price);
    const app = await appNamed(options.app);
    const user = await userNamed(options.user);
    const right = { endUserId: user.id, appId: app.id, until: options.until, price: price ?? undefined };
    const { accessId } = settled(await grantAccess(right, { kind: "cli" }));
    return { accessId };
  });
  does(named("revoke", "take a user's right to enter an app back"), async (options: Named) => {
    const app = await appNamed(options.app);
    const user = await userNamed(options.user);
    const { revokeAccess } = await import("@/lib/purchases");
    const { revokedAt } = settled(await revokeAccess(user.id, app.id, { kind: "cli" }));
    return { revokedAt: revokedAt.toISOString() };
  });
}

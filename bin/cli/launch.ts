import { now } from "@/lib/clock";
import { newId } from "@/lib/id";
import { wordsIn } from "@/lib/words/words-in";
import type { CommandLine } from "./command-line";
import { settled } from "./refusal";
import { appNamed, userNamed } from "./targets";

type Launch = { readonly user: string; readonly app: string; readonly test?: true };

/** `launch`: what the catalogue's Open button would answer. */
export function addLaunchCommand({ program, does }: CommandLine): void {
  const command = program
    .command("launch")
    .description("mint a one-time token: what the catalogue's Open button would answer")
    .requiredOption("--user <id or address>", "who opens the app")
    .requiredOption("--app <id or slug>", "the app")
    .option("--test", "as a test user of the app's partner, who sees the draft");
  does(command, async (options: Launch) => {
    const app = await appNamed(options.app);
    const endUserId = options.test ? await testUserFor(app.partnerId, options.user) : (await userNamed(options.user)).id;
    await prepareMonth();
    const { launch } = await import("@/lib/protocols/launch-token");
    const t = wordsIn("en", "reasons.launchToken.launch");
    const { url, token } = settled(await launch({ appId: app.id, endUserId, test: options.test === true, requestId: newId() }), (reason) =>
      t(`${reason}.partner`),
    );
    return { url, token };
  });
}

/** The partner's own test user where one is named; else the one that stands for the user who is. */
async function testUserFor(partnerId: string, idOrEmail: string): Promise<string> {
  const { findTestUser, testTwin } = await import("@/lib/people");
  const own = await findTestUser(partnerId, idOrEmail);
  if (own) return own.id;
  const user = await userNamed(idOrEmail);
  // Somebody else's test user stays what it is, and the launch is refused.
  return user.testPartnerId === null ? (await testTwin(partnerId, user, { kind: "cli" })).id : user.id;
}

/** A launch before the server's first start must not put its event where no month's partition can follow. */
async function prepareMonth(): Promise<void> {
  const [{ ensureEventPartitions }, { pool }] = await Promise.all([import("@/lib/events/event-partitions"), import("@/lib/db/pools")]);
  await ensureEventPartitions(pool("pages"), now(), 1);
}

import type { Actor } from "@/lib/events/audit";
import { createTestUser, listTestUsers } from "@/lib/people";

/** The newest test user of a partner; one is made where there is none yet. @param name of the one that is made @returns its id */
export async function someTestUser(partnerId: string, name: string, actor: Actor): Promise<string> {
  const [first] = await listTestUsers(partnerId);
  if (first) return first.id;
  const made = await createTestUser(partnerId, { name }, actor);
  if (!made.ok) throw new Error("a generated address was taken");
  return made.value.endUserId;
}

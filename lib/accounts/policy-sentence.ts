import { words } from "@/lib/words";
import type { PolicyRefusal } from "./panel-policy";

/** What a member reads who may not do something, in the language of the request. */
export async function policySentence({ reason, ...values }: PolicyRefusal): Promise<string> {
  return (await words("refusals.member"))(reason, values);
}

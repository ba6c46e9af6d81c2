import { currentPanelSessionId, type Developer, developerOf } from "@/lib/accounts/current-account";
import { lookAtPanelSession } from "@/lib/accounts/panel-session";

/**
 * Who is signed in, asked without lengthening the session: a page that is left open and asks again and again must not keep
 * somebody signed in for ever. Null: nobody is.
 */
export async function lookWhoIsSignedIn(): Promise<{ developer: Developer | null; operator: boolean } | null> {
  const id = await currentPanelSessionId();
  const session = id === null ? null : await lookAtPanelSession(id);
  return session && { developer: developerOf(session), operator: session.account.operator };
}

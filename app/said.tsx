import { Toast } from "@/components/ui/toast";
import { type Answer, goTo } from "@/lib/forms/form-state";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { requestFacts } from "@/lib/forms/request-facts";

// What a page says of a step that has just changed it so much that the form of the step is gone.
const sentences = {
  app_submitted: "The app is in review. The operator looks at it.",
  app_withdrawn: "The app is a draft again.",
  app_saved: "The draft is saved.",
  app_icon_saved: "The icon is saved.",
  app_icon_removed: "The icon is removed.",
  app_registered: "The draft is registered. Try it with a test launch.",
  app_discarded: "The draft is gone; the published app stays as it is.",
  app_published: "The app is published.",
  app_sent_back: "The app is a draft again; its developer reads your note.",
  app_suspended: "The app is suspended, from the next request on.",
  app_resumed: "The suspension of the app is over.",
  test_user_made: "The test user is there. Make a one-time URL for it.",
  token_revoked: "The bearer token is revoked.",
  partnership_asked: "You have asked for partnership.",
  partnership_approved: "The partnership is active.",
  partnership_rejected: "The request is rejected; the partner reads your note.",
  partner_suspended: "The partner is suspended, from the next request on.",
  partner_resumed: "The suspension of the partner is over.",
  user_suspended: "The user is suspended and signed out everywhere.",
  user_resumed: "The suspension of the user is over.",
  access_got: "The app is yours to open.",
  name_saved: "Your name is saved.",
  password_changed: "Your password is changed, and every other browser is signed out.",
  session_ended: "That browser is signed out.",
  sessions_ended: "Every other browser is signed out.",
  purchase_stored: "Your purchase is stored. It waits for your payment.",
  purchase_cancelled: "The purchase is cancelled.",
  purchase_confirmed: "The purchase is confirmed. Its user can open the app from now on.",
  purchase_rejected: "The purchase is rejected.",
  purchase_refunded: "The purchase is refunded, and the access has ended.",
} as const;

type Said = keyof typeof sentences;

/** Done: the browser loads the page anew, which says so. @param path of ours; it may have a query */
export function saying(path: string, key: Said): Answer {
  return goTo(`${path}${path.includes("?") ? "&" : "?"}said=${key}`);
}

/** The sentence that the page's address asks for; nothing when it asks for none, or for one that we do not know. */
export async function WhatWasDone({ query }: { query: PageQuery }) {
  const key = await queryText(query, "said");
  if (key === null || !Object.hasOwn(sentences, key)) return null;
  const url = new URL((await requestFacts()).path, "https://own.invalid");
  url.searchParams.delete("said");
  return <Toast text={sentences[key as Said]} parameter="said" without={`${url.pathname}${url.search}`} />;
}

import { type TargetUrlRefusal, targetUrlSentences } from "@/lib/core/target-url";

const sentences = {
  app_unknown: "There is no such app.",
  in_review: "The app is in review. Withdraw it first, then change it.",
  draft_changed:
    "The draft was changed meanwhile, in another tab or by somebody else, so nothing was saved. What you typed is still here: open the app in another tab to see what changed, then reload this page.",
  no_draft: "There is no draft of this app.",
  never_published: "This app was never published, so its draft is all there is of it.",
  not_in_review: "The app is not in review.",
  submission_changed: "The app was submitted anew meanwhile. Look at it again.",
  nothing_to_publish: "This app has nothing new to publish.",
  partnership_required: "Publishing needs an active partnership. Ask for it first.",
  partner_suspended: "This partner is suspended.",
  already_suspended: "The app is suspended already.",
  not_suspended: "The app is not suspended.",
} as const;

/** Why something with an app is refused. */
export type AppRefusal = keyof typeof sentences | TargetUrlRefusal;

/** What to tell the person who tried. */
export const appRefusalSentences: Readonly<Record<AppRefusal, string>> = { ...sentences, ...targetUrlSentences };

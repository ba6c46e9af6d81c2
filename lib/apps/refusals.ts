import type { TargetUrlRefusal } from "@/lib/core/target-url";

/** Why something with an app is refused; the sentences are `refusals.app` of the words. */
export type AppRefusal =
  | "app_unknown"
  | "in_review"
  | "draft_changed"
  | "no_draft"
  | "never_published"
  | "not_in_review"
  | "submission_changed"
  | "nothing_to_publish"
  | "partnership_required"
  | "partner_suspended"
  | "already_suspended"
  | "not_suspended"
  | TargetUrlRefusal;

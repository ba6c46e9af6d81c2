/** What the operator reads for each reason that the rooms have no sentence for. */
export const refusalSentences: Readonly<Record<string, string>> = {
  access_exists: "The user has access to this app already, at another price. Revoke it first.",
  access_unknown: "The user has no access to this app.",
  already_active: "The partnership is active already.",
  already_requested: "The partner has asked for partnership already.",
  already_suspended: "This is suspended already.",
  app_unknown: "There is no such app.",
  bearer_token_unknown: "There is no such bearer token.",
  email_taken: "This e-mail address belongs to somebody already.",
  expires_in_the_past: "The end date lies in the past.",
  not_suspended: "This is not suspended.",
  partner_suspended: "The partner is suspended. Resume it first.",
  partner_unknown: "There is no such partner.",
  partnership_required: "Publishing needs an active partnership.",
  time_zone_unknown: "This is no time zone. Use an IANA name, such as Europe/Warsaw.",
  until_in_the_past: "The end of the access lies in the past.",
  user_unknown: "There is no such user.",
};

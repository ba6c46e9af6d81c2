/**
 * Every reason for which a portal link does not lead to the home, in the order in which they are checked (protocols.md,
 * section 5). The wire tells none of them; what the panel says of them, and what to do, are words (`reasons.portalLink`).
 * The first half is decided without a look at `sig`, whatever is in it.
 */
export const keyRefusals = [
  "plain_http",
  "key_unknown",
  "key_revoked",
  "partner_suspended",
  "links_off_by_operator",
  "links_off",
  "no_session",
] as const;
export type KeyRefusal = (typeof keyRefusals)[number];

/** The second half: with a live session `sig` is read, and has to name the very person whose session it is. */
export const claimRefusals = [
  "sig_malformed",
  "keys_differ",
  "username_mismatch",
  "user_id_mismatch",
  "user_type_wrong",
  "link_over",
  "other_user",
] as const;
export type ClaimRefusal = (typeof claimRefusals)[number];

export const linkRefusals = [...keyRefusals, ...claimRefusals] as const;
export type LinkRefusal = (typeof linkRefusals)[number];

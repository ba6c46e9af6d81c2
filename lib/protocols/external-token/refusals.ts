type Refusal = {
  /** counted by the limiter: nothing has proved yet that the caller knows the key */
  readonly guess: boolean;
  /** what an answer of ours says instead of the reason, which would tell a stranger about an issuer */
  readonly publicCode?: string;
};

const unproved = { guess: true } as const;
const signed = { guess: false } as const;

/**
 * Every reason for which a token is refused, in the order in which they are checked (protocols.md, section 2). What the panel
 * says of them, and what to do, are words (`reasons.externalToken`).
 */
export const tokenRefusals = {
  plain_http: unproved,
  token_missing: unproved,
  token_ambiguous: unproved,
  token_malformed: unproved,
  alg_not_hs256: unproved,
  header_not_allowed: unproved,
  typ_not_jwt: unproved,
  issuer_unknown: unproved,
  issuer_disabled: {
    ...unproved,
    publicCode: "issuer_unknown",
  },
  partner_suspended: {
    ...unproved,
    publicCode: "issuer_unknown",
  },
  key_expired: unproved,
  signature_mismatch: unproved,
  aud_wrong: signed,
  sub_wrong: signed,
  exp_missing: signed,
  exp_malformed: signed,
  exp_in_milliseconds: signed,
  token_expired: signed,
  exp_too_far: signed,
  time_malformed: signed,
  clock_skew: signed,
  jti_missing: signed,
  jti_malformed: signed,
  uuid_missing: signed,
  uuid_malformed: signed,
  user_suspended: signed,
  link_ended: signed,
  jti_replayed: signed,
} as const satisfies Record<string, Refusal>;

export type TokenRefusal = keyof typeof tokenRefusals;

/** What a refusal is called in an answer of ours. */
export function publicCode(reason: TokenRefusal): string {
  const refusal: Refusal = tokenRefusals[reason];
  return refusal.publicCode ?? reason;
}

type Refusal = {
  /** counted by the limiter: nothing has proved yet that the caller knows the secret */
  readonly guess: boolean;
  readonly status: 401 | 403 | 404;
};

const unproved = (status: 401 | 403 | 404 = 401) => ({ guess: true, status }) as const;
const signed = (status: 401 | 404 = 401) => ({ guess: false, status }) as const;

/**
 * Every reason for which a call signs nobody in, in the order in which they are checked (protocols.md, section 3). The wire
 * tells none of them; what the panel says of them, and what to do, are words (`reasons.signedLogin`).
 */
export const callRefusals = {
  plain_http: unproved(403),
  header_missing: unproved(404),
  header_repeated: unproved(),
  method_not_signature: unproved(),
  api_key_unknown: unproved(),
  client_disabled: unproved(),
  partner_suspended: unproved(),
  caller_not_allowed: unproved(),
  signature_in_base64: unproved(),
  signature_malformed: unproved(),
  signature_mismatch: unproved(),
  timestamp_malformed: signed(),
  timestamp_too_old: signed(),
  timestamp_in_future: signed(),
  body_signature_missing: signed(),
  body_signature_mismatch: signed(),
  body_malformed: signed(404),
  external_id_missing: signed(404),
  external_id_malformed: signed(404),
  country_missing: signed(404),
  country_malformed: signed(404),
  email_malformed: signed(404),
  referral_code_malformed: signed(404),
  nonce_repeated: signed(),
  user_suspended: signed(),
  link_ended: signed(),
} as const satisfies Record<string, Refusal>;
export type CallRefusal = keyof typeof callRefusals;

/** Reasons for which an acceptance of terms signs nobody in. */
export const enrolmentRefusals = ["enrolment_expired", "enrolment_over", "terms_changed", "enrolment_not_allowed"] as const;
export type EnrolmentRefusal = (typeof enrolmentRefusals)[number];

/** The reason of a call that is answered by the way to the terms: nobody is signed in, and nothing is wrong. */
export const TERMS_REQUIRED = "terms_required";

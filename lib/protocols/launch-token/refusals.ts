/** What the protocol's table allows us to answer (protocols.md, section 1, "Redemption"). */
type Status = 401 | 403 | 404 | 410;

type Refusal = {
  readonly status: Status;
  /** what the caller reads: a constant sentence per status where telling more would be an oracle */
  readonly publicSentence: string;
  /** counted by the limiter: the caller may be trying out secrets */
  readonly guess: boolean;
};

const unauthorized = { status: 401, publicSentence: "The bearer token is missing or not valid.", guess: true } as const;
const notFound = { status: 404, publicSentence: "There is no such login token for your apps.", guess: true } as const;

/**
 * Every reason for which a redemption is refused, in the order in which they are checked. What the panel says of them, and what
 * to do, are words (`reasons.launchToken`); the public sentences are the contract with partners' servers, so they stand here.
 */
export const redemptionRefusals = {
  plain_http: {
    status: 403,
    publicSentence: "Use https: this request, and the bearer token in it, travelled unencrypted.",
    // Counted as one: whoever sends these in a loop must not fill the table of events.
    guess: true,
  },
  bearer_missing: {
    ...unauthorized,
  },
  bearer_malformed: {
    ...unauthorized,
  },
  bearer_unknown: {
    ...unauthorized,
  },
  bearer_revoked: {
    ...unauthorized,
  },
  bearer_expired: {
    ...unauthorized,
  },
  bearer_scope_missing: {
    ...unauthorized,
  },
  partner_suspended: {
    status: 403,
    publicSentence: "This partner is suspended.",
    guess: false,
  },
  token_malformed: {
    ...notFound,
  },
  token_unknown: {
    ...notFound,
  },
  token_of_other_partner: {
    ...notFound,
  },
  app_suspended: {
    status: 403,
    publicSentence: "This app is suspended.",
    guess: false,
  },
  user_suspended: {
    status: 403,
    publicSentence: "This user is suspended.",
    guess: false,
  },
  access_missing: {
    status: 403,
    publicSentence: "This user has no access to the app.",
    guess: false,
  },
  access_ended: {
    status: 403,
    publicSentence: "This user's access to the app is over.",
    guess: false,
  },
  token_used: {
    status: 410,
    publicSentence: "This login token was already used.",
    guess: false,
  },
  token_expired: {
    status: 410,
    publicSentence: "This login token has expired.",
    guess: false,
  },
} as const satisfies Record<string, Refusal>;

export type RedemptionRefusal = keyof typeof redemptionRefusals;

/** Every reason for which the catalogue's Open is refused, in the order in which they are checked. */
export const launchRefusals = [
  "app_unknown",
  "app_not_published",
  "app_suspended",
  "partner_suspended",
  "partnership_inactive",
  "user_unknown",
  "user_suspended",
  "not_a_test_user",
  "access_missing",
  "access_ended",
] as const;

export type LaunchRefusal = (typeof launchRefusals)[number];

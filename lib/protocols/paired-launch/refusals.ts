type Obtaining = {
  readonly status: 400 | 401 | 403 | 404;
  /** what the caller reads: a constant sentence where telling more would be an oracle */
  readonly publicSentence: string;
  /** counted by the limiter: the caller may be trying out secrets, or names */
  readonly guess: boolean;
};

const unauthorized = { status: 401, publicSentence: "The APIToken is missing or not valid.", guess: true } as const;
const badRequest = { status: 400, publicSentence: "Send PSClientID once, in the query.", guess: false } as const;
const notFound = { status: 404, publicSentence: "There is no confirmed pairing of that PSClientID." } as const;

/**
 * Every reason for which no access token is issued, in the order in which they are checked (protocols.md, section 4). What the
 * panel says of them, and what to do, are words (`reasons.pairedLaunch.obtaining`).
 */
export const obtainingRefusals = {
  plain_http: {
    status: 403,
    publicSentence: "Use https: this request, and the APIToken in it, travelled unencrypted.",
    guess: true,
  },
  bearer_missing: unauthorized,
  bearer_malformed: unauthorized,
  bearer_unknown: unauthorized,
  bearer_revoked: unauthorized,
  bearer_expired: unauthorized,
  bearer_scope_missing: unauthorized,
  partner_suspended: { status: 403, publicSentence: "This partner is suspended.", guess: false },
  client_id_missing: badRequest,
  client_id_repeated: badRequest,
  pairing_unknown: { ...notFound, guess: true },
  pairing_ended: { ...notFound, guess: false },
  pairing_not_confirmed: { ...notFound, guess: false },
  user_suspended: { status: 403, publicSentence: "This user is suspended.", guess: false },
} as const satisfies Record<string, Obtaining>;
export type ObtainingRefusal = keyof typeof obtainingRefusals;

type Launching = {
  readonly status: 401 | 403 | 410;
  /** counted by the limiter: nothing has proved yet that whoever made the URL knows the key */
  readonly guess: boolean;
};

const unproved = { status: 401, guess: true } as const;
const signed = { status: 401, guess: false } as const;
const gone = { status: 410, guess: false } as const;

/**
 * Every reason for which a launch URL signs nobody in, in the order in which they are checked. The pages tell none of them
 * apart but what is used or over, and that behind a right signature alone; what the panel says are words
 * (`reasons.pairedLaunch.launch`).
 */
export const launchRefusals = {
  plain_http: { status: 403, guess: true },
  vhost_malformed: unproved,
  parameter_missing: unproved,
  parameter_repeated: unproved,
  parameter_unknown: unproved,
  parameters_reordered: unproved,
  action_wrong: unproved,
  token_malformed: unproved,
  ts_malformed: unproved,
  signature_in_base64: unproved,
  signature_malformed: unproved,
  token_unknown: unproved,
  vhost_mismatch: unproved,
  signature_mismatch: unproved,
  ts_in_milliseconds: signed,
  ts_too_old: signed,
  ts_ahead: signed,
  token_used: gone,
  token_expired: gone,
  pairing_not_confirmed: signed,
  pairing_ended: signed,
  partner_suspended: signed,
  user_suspended: signed,
} as const satisfies Record<string, Launching>;
export type LaunchRefusal = keyof typeof launchRefusals;

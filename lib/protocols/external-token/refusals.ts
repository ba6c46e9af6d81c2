type Refusal = {
  /** what the partner reads in the panel */
  readonly partnerSentence: string;
  readonly remedy: string;
  /** counted by the limiter: nothing has proved yet that the caller knows the key */
  readonly guess: boolean;
  /** what an answer of ours says instead of the reason, which would tell a stranger about an issuer */
  readonly publicCode?: string;
};

const unproved = { guess: true } as const;
const signed = { guess: false } as const;

/** Every reason for which a token is refused, in the order in which they are checked (protocols.md, section 2). */
export const tokenRefusals = {
  plain_http: {
    ...unproved,
    partnerSentence: "The token reached us over plain http, so it must be taken for known to others.",
    remedy: "Lead your users to the https:// address.",
  },
  token_missing: {
    ...unproved,
    partnerSentence: "There was no token in the request.",
    remedy: "Put it into the query parameter, the cookie or the header “external-auth-token”.",
  },
  token_ambiguous: {
    ...unproved,
    partnerSentence: "There were two tokens in one place.",
    remedy: "Send one token, in one place.",
  },
  token_malformed: {
    ...unproved,
    partnerSentence:
      "The token is not spelled as a signed JWT: three parts of base64url without padding, JSON without doubled names, 8192 characters.",
    remedy: "Use a JWT library, and pass its result on as it is: not cut, nothing added, no quotes, no blanks.",
  },
  alg_not_hs256: {
    ...unproved,
    partnerSentence: "The header's “alg” is not exactly “HS256”.",
    remedy: "Sign with HS256.",
  },
  header_not_allowed: {
    ...unproved,
    partnerSentence: "The header has a member that changes how a token is read, such as “crit”, “zip”, “cty” or “jwk”.",
    remedy: "Leave everything but “alg”, “typ” and “kid” out of the header.",
  },
  typ_not_jwt: {
    ...unproved,
    partnerSentence: "The header's “typ” is not “JWT”: the token was made for another purpose.",
    remedy: "Leave “typ” out, or make it “JWT”.",
  },
  issuer_unknown: {
    ...unproved,
    partnerSentence: "The claim “iss” names no issuer.",
    remedy: "Use the name of your issuer as it stands in the panel, letter for letter.",
  },
  issuer_disabled: {
    ...unproved,
    publicCode: "issuer_unknown",
    partnerSentence: "The issuer is disabled.",
    remedy: "Enable it again when its tokens may sign users in.",
  },
  partner_suspended: {
    ...unproved,
    publicCode: "issuer_unknown",
    partnerSentence: "Your organisation is suspended, so none of its logins are accepted.",
    remedy: "Contact the operator of this platform.",
  },
  key_expired: {
    ...unproved,
    partnerSentence: "The issuer's key is past its end: a key of less than 32 bytes is good for 90 days.",
    remedy: "Rotate the key, and sign with the new one.",
  },
  signature_mismatch: {
    ...unproved,
    partnerSentence: "The signature was not made with the issuer's key.",
    remedy: "Use the shared key as it was shown: its characters are the key (UTF-8), not base64 or hex of it.",
  },
  aud_wrong: { ...signed, partnerSentence: "The claim “aud” is not “farfalla”.", remedy: "Put “farfalla” there, letter for letter." },
  sub_wrong: { ...signed, partnerSentence: "The claim “sub” is not “user”.", remedy: "Put “user” there, letter for letter." },
  exp_missing: {
    ...signed,
    partnerSentence: "The claim “exp” is missing.",
    remedy: "Say when the token ends, in seconds since 1970: now plus 60.",
  },
  exp_malformed: {
    ...signed,
    partnerSentence: "The claim “exp” is not a whole number of seconds.",
    remedy: "Write a number without quotes and without fractions.",
  },
  exp_in_milliseconds: {
    ...signed,
    partnerSentence: "The claim “exp” is in milliseconds.",
    remedy: "Divide by 1000 and round down: the unit is seconds.",
  },
  token_expired: {
    ...signed,
    partnerSentence: "The token is past its “exp”.",
    remedy: "Make a token when the user presses the link, not before; check the server's clock.",
  },
  exp_too_far: {
    ...signed,
    partnerSentence: "The claim “exp” lies further ahead than this issuer may look: 300 seconds with a key of less than 32 bytes.",
    remedy: "Let tokens live for a minute, or raise the issuer's maximum lifetime.",
  },
  time_malformed: {
    ...signed,
    partnerSentence: "The claim “nbf” or “iat” is not a number of seconds.",
    remedy: "Write numbers without quotes, or leave both out.",
  },
  clock_skew: {
    ...signed,
    partnerSentence: "The claim “nbf” or “iat” lies in the future.",
    remedy: "Set your server's clock by a time server: it is more than 30 seconds ahead.",
  },
  jti_missing: { ...signed, partnerSentence: "The claim “jti” is missing.", remedy: "Give every token an id of its own, such as a UUID." },
  jti_malformed: {
    ...signed,
    partnerSentence: "The claim “jti” is not a text of 1 to 255 printable characters.",
    remedy: "Use a UUID, as a text.",
  },
  uuid_missing: {
    ...signed,
    partnerSentence: "The claim “user.uuid” is missing.",
    remedy: "Put an object “user” with a member “uuid” into the token: who the user is in your system.",
  },
  uuid_malformed: {
    ...signed,
    partnerSentence: "The claim “user.uuid” is not a text of 1 to 255 characters, or a word such as “null” that many users would share.",
    remedy: "Use an id that is one user's for ever, as a text; look for the place where a missing value becomes a word.",
  },
  user_suspended: {
    ...signed,
    partnerSentence: "The operator has suspended this user.",
    remedy: "Show the user that they cannot enter; they can write to the operator of this platform.",
  },
  jti_replayed: {
    ...signed,
    partnerSentence: "A token with this “jti” has signed somebody in already: each does so once.",
    remedy: "Make a new token, with a new “jti”, for every press of the link.",
  },
} as const satisfies Record<string, Refusal>;

export type TokenRefusal = keyof typeof tokenRefusals;

/** What a refusal is called in an answer of ours. */
export function publicCode(reason: TokenRefusal): string {
  const refusal: Refusal = tokenRefusals[reason];
  return refusal.publicCode ?? reason;
}

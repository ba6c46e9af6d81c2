/** What the protocol's table allows us to answer (protocols.md, section 1, "Redemption"). */
type Status = 401 | 403 | 404 | 410;

type Refusal = {
  readonly status: Status;
  /** what the caller reads: a constant sentence per status where telling more would be an oracle */
  readonly publicSentence: string;
  /** what the partner reads in the panel */
  readonly partnerSentence: string;
  readonly remedy: string;
  /** counted by the limiter: the caller may be trying out secrets */
  readonly guess: boolean;
};

const unauthorized = { status: 401, publicSentence: "The bearer token is missing or not valid.", guess: true } as const;
const notFound = { status: 404, publicSentence: "There is no such login token for your apps.", guess: true } as const;

/** Every reason for which a redemption is refused, in the order in which they are checked. */
export const redemptionRefusals = {
  plain_http: {
    status: 403,
    publicSentence: "Use https: this request, and the bearer token in it, travelled unencrypted.",
    partnerSentence: "The request reached us over plain http, so the bearer token in it must be taken for known to others.",
    remedy: "Call the https:// address, then create a new bearer token and revoke this one.",
    // Counted as one: whoever sends these in a loop must not fill the table of events.
    guess: true,
  },
  bearer_missing: {
    ...unauthorized,
    partnerSentence: "The request had no Authorization header.",
    remedy: "Send the header “Authorization: Bearer <your token>”. A query parameter or a cookie does not count.",
  },
  bearer_malformed: {
    ...unauthorized,
    partnerSentence: "The Authorization header is not “Bearer”, one blank and a whole token of ours.",
    remedy: "Copy the token anew: it begins with lk_live_ and has 57 characters. Send the header once, without quotes.",
  },
  bearer_unknown: {
    ...unauthorized,
    partnerSentence: "No such bearer token was ever made here.",
    remedy: "Check that this server's token comes from this platform, not from another installation.",
  },
  bearer_revoked: {
    ...unauthorized,
    partnerSentence: "The bearer token was revoked.",
    remedy: "Create a new bearer token in the panel and put it into your server's configuration.",
  },
  bearer_expired: {
    ...unauthorized,
    partnerSentence: "The bearer token is past the end date it was given.",
    remedy: "Create a new bearer token, with a later end date or none.",
  },
  bearer_scope_missing: {
    ...unauthorized,
    partnerSentence: "The bearer token lacks the scope “redeem”.",
    remedy: "Use a bearer token that was created with the scope “redeem”.",
  },
  partner_suspended: {
    status: 403,
    publicSentence: "This partner is suspended.",
    partnerSentence: "Your organisation is suspended, so none of its logins are accepted.",
    remedy: "Contact the operator of this platform.",
    guess: false,
  },
  token_malformed: {
    ...notFound,
    partnerSentence: "What stands in the URL is not spelled like a login token (43 letters and digits).",
    remedy: "Pass on the value of the query parameter “services” as it arrived: not cut, not changed in case, nothing added.",
  },
  token_unknown: {
    ...notFound,
    partnerSentence: "No such login token is known. Tokens are deleted a day after they expire.",
    remedy: "Take the token from the request that the user's browser has just made to your Service URL.",
  },
  token_of_other_partner: {
    ...notFound,
    partnerSentence: "The login token was made for an app of another partner. It was not used up.",
    remedy: "Check which bearer token this server uses: it must belong to the partner that owns the app.",
  },
  app_suspended: {
    status: 403,
    publicSentence: "This app is suspended.",
    partnerSentence: "The app is suspended, so nobody can enter it.",
    remedy: "Contact the operator of this platform.",
    guess: false,
  },
  user_suspended: {
    status: 403,
    publicSentence: "This user is suspended.",
    partnerSentence: "The operator has suspended this user.",
    remedy: "Show the user that they cannot enter; they can write to the operator of this platform.",
    guess: false,
  },
  access_missing: {
    status: 403,
    publicSentence: "This user has no access to the app.",
    partnerSentence: "The user has no access to the app.",
    remedy: "Show the user where the app can be got in the catalogue.",
    guess: false,
  },
  access_ended: {
    status: 403,
    publicSentence: "This user's access to the app is over.",
    partnerSentence: "The user's access to the app was over when the token was redeemed.",
    remedy: "Show the user where access can be renewed in the catalogue.",
    guess: false,
  },
  token_used: {
    status: 410,
    publicSentence: "This login token was already used.",
    partnerSentence: "The login token was already redeemed: each signs in once.",
    remedy:
      "Redeem a token once, when the user arrives, and keep a session of your own. A reload must not redeem it again: redirect to a clean URL first.",
    guess: false,
  },
  token_expired: {
    status: 410,
    publicSentence: "This login token has expired.",
    partnerSentence: "The login token was redeemed after its life had ended.",
    remedy:
      "Redeem the token at once when the user arrives. If it is old already then, the user came by a saved link: send them back to the catalogue.",
    guess: false,
  },
} as const satisfies Record<string, Refusal>;

export type RedemptionRefusal = keyof typeof redemptionRefusals;

/** Every reason for which the catalogue's Open is refused. The end user reads `userSentence`. */
export const launchRefusals = {
  app_unknown: { userSentence: "There is no such app.", partnerSentence: "There is no such app.", remedy: "Check the app's id." },
  app_not_published: {
    userSentence: "There is no such app.",
    partnerSentence: "A user tried to open an app that is not published.",
    remedy: "Ask for publication of the app, or launch it from the panel as a test user.",
  },
  app_suspended: {
    userSentence: "This app is suspended at the moment. Try again later.",
    partnerSentence: "The app is suspended, so nobody can open it.",
    remedy: "Contact the operator of this platform.",
  },
  partner_suspended: {
    userSentence: "This app is suspended at the moment. Try again later.",
    partnerSentence: "Your organisation is suspended, so none of its apps can be opened.",
    remedy: "Contact the operator of this platform.",
  },
  partnership_inactive: {
    userSentence: "This app is not available.",
    partnerSentence: "The partnership is not active, so only test users can open the app.",
    remedy: "Ask for partnership in the panel.",
  },
  user_unknown: { userSentence: "Sign in first.", partnerSentence: "There is no such user.", remedy: "Check the user." },
  user_suspended: {
    userSentence: "Your account is suspended. Write to the operator of this platform.",
    partnerSentence: "The operator has suspended this user.",
    remedy: "Nothing for you to do: the user can write to the operator of this platform.",
  },
  not_a_test_user: {
    userSentence: "Only test users of the partner can do this.",
    partnerSentence: "A draft can be launched by test users of its own partner alone.",
    remedy: "Create a test user on the app's page and launch as that one.",
  },
  access_missing: {
    userSentence: "Get access to this app first.",
    partnerSentence: "The user pressed Open without having access.",
    remedy: "Nothing for you to do: the user was shown how to get access.",
  },
  access_ended: {
    userSentence: "Your access to this app is over. Get it again to go on.",
    partnerSentence: "The user pressed Open after their access had ended.",
    remedy: "Nothing for you to do: the user was shown how to renew.",
  },
} as const satisfies Record<string, { userSentence: string; partnerSentence: string; remedy: string }>;

export type LaunchRefusal = keyof typeof launchRefusals;

import { environment } from "../env";
import { wordsIn } from "../words/words-in";
import type { Language } from "../words/languages";
import { type Composed, type Content, layOut } from "./layout";

/** The two kinds of people who get mail; each has doors of its own. */
export type Realm = "panel" | "people";

/** Everything that is ever written to somebody: a closed list. `token` is the secret of a one-time link. */
export type Mail =
  | { readonly kind: "confirmEmail"; readonly realm: Realm; readonly email: string; readonly token: string }
  | { readonly kind: "confirmNewEmail"; readonly realm: "people"; readonly email: string; readonly token: string }
  | { readonly kind: "emailChangeAsked"; readonly realm: "people"; readonly email: string }
  | { readonly kind: "resetPassword"; readonly realm: Realm; readonly token: string }
  | { readonly kind: "passwordChanged"; readonly realm: Realm }
  | { readonly kind: "addressTaken"; readonly realm: Realm }
  | {
      readonly kind: "pairingProposed" | "pairingInvited" | "pairingConfirmed" | "pairingEnded";
      readonly realm: "people";
      readonly email: string;
      readonly partnerName: string;
    };

/** Where the links of mails lead. @param token goes into the query, which no log of ours keeps */
export function mailPath(page: "sign-in" | "confirm-email" | "forgot-password" | "reset-password", realm: Realm, token?: string): string {
  const path = `${realm === "panel" ? "/panel" : ""}/${page}`;
  return token === undefined ? path : `${path}?token=${token}`;
}

/** Writes a mail in a language. Its links are built from `LATCHKEY_URL` alone, never from a request (PN-27). */
export function compose(mail: Mail, language: Language): Composed {
  const { publicUrl } = environment();
  const t = wordsIn(language, "mail");
  return layOut(
    contentOf(mail, language, (path) => `${publicUrl}${path}`),
    {
      sentBy: t("layout.sentBy", { site: publicUrl }),
      linkDoesNotWork: t("layout.linkDoesNotWork"),
      language,
    },
  );
}

function contentOf(mail: Mail, language: Language, url: (path: string) => string): Content {
  const t = wordsIn(language, "mail");
  const { kind, realm } = mail;
  const forgot = url(mailPath("forgot-password", realm));
  if ("partnerName" in mail) return pairingContent(mail, language, url);
  const common = { subject: t(`${kind}.subject`), button: t(`${kind}.button`) };
  switch (kind) {
    case "confirmEmail":
    case "confirmNewEmail":
      return {
        ...common,
        text: t(`${kind}.text`, { email: mail.email }),
        note: t(`${kind}.note`),
        url: url(mailPath("confirm-email", realm, mail.token)),
      };
    case "emailChangeAsked":
      return { ...common, text: t("emailChangeAsked.text", { email: mail.email }), note: t("emailChangeAsked.note"), url: forgot };
    case "resetPassword":
      return {
        ...common,
        text: t("resetPassword.text"),
        note: t("resetPassword.note"),
        url: url(mailPath("reset-password", realm, mail.token)),
      };
    case "passwordChanged":
      return { ...common, text: t("passwordChanged.text"), note: t("passwordChanged.note"), url: forgot };
    case "addressTaken":
      return {
        ...common,
        text: t("addressTaken.text"),
        note: t("addressTaken.note", { resetUrl: forgot }),
        url: url(mailPath("sign-in", realm)),
      };
    case "pairingProposed":
    case "pairingInvited":
    case "pairingConfirmed":
    case "pairingEnded":
      return pairingContent(mail, language, url);
  }
}

const pairingPaths = {
  pairingProposed: "/account#proposals",
  pairingInvited: "/sign-up?next=/account",
  pairingConfirmed: "/account#links",
  pairingEnded: "/account#links",
} as const;

// No token is in these links: whoever has the mail still has to sign in as the one that it concerns.
function pairingContent(mail: Extract<Mail, { partnerName: string }>, language: Language, url: (path: string) => string): Content {
  const t = wordsIn(language, "mail");
  const { kind, email, partnerName: partner } = mail;
  return {
    subject: t(`${kind}.subject`, { partner }),
    text: t(`${kind}.text`, { partner, email }),
    button: t(`${kind}.button`),
    note: t(`${kind}.note`, { partner }),
    url: url(pairingPaths[kind]),
  };
}

import type { Field } from "./pages-nasty";

/** The text fields of the panel's page of portal links, by name. */
export function portalLinkFields(email: string): Readonly<Record<string, Field>> {
  const made = { path: "/panel/portal-links", button: "Make the key" };
  return {
    "email of a portal key": { ...made, name: "email", others: () => ({ username: "ada", userId: "7" }) },
    "username of a portal key": { ...made, name: "username", others: () => ({ email, userId: "7" }) },
    "userId of a portal key": { ...made, name: "userId", others: () => ({ email, username: "ada" }) },
    "portalKeyId of a revocation": {
      path: "/panel/portal-links",
      button: "Revoke this key",
      name: "portalKeyId",
      hidden: true,
      others: () => ({}),
    },
  };
}

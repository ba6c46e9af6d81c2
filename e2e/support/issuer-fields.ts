import type { Field } from "./pages-nasty";

/**
 * The text fields of the pages of issuers, by name. Lists are split into lines and a key is never sent back, so of these it
 * is enough that nothing breaks.
 */
export function issuerFields(issuerId: string): Readonly<Record<string, Field>> {
  const page = `/panel/issuers/${issuerId}`;
  const others = () => ({ redirectUrl: "https://a.example/failed" });
  const made = { path: "/panel/issuers/new", button: "Make the issuer", others };
  const edited = { path: `${page}/edit`, button: "Save the settings", others };
  return {
    "iss of an issuer": { ...made, name: "iss" },
    "redirectUrl of a new issuer": { ...made, name: "redirectUrl" },
    "sharedKey of a new issuer": { ...made, name: "sharedKey", hidden: true, others: () => ({ ...others(), keyFrom: "import" }) },
    "keyFrom of a new issuer": { ...made, name: "keyFrom" },
    "maxLifetimeSeconds of a new issuer": { ...made, name: "maxLifetimeSeconds" },
    "returnHosts of a new issuer": { ...made, name: "returnHosts", hidden: true },
    "logoutUrl of a new issuer": { ...made, name: "logoutUrl", hidden: true },
    "emailDomains of a new issuer": { ...made, name: "emailDomains", hidden: true },
    "redirectUrl of an issuer": { ...edited, name: "redirectUrl" },
    "maxLifetimeSeconds of an issuer": { ...edited, name: "maxLifetimeSeconds" },
    "returnHosts of an issuer": { ...edited, name: "returnHosts", hidden: true },
    "logoutUrl of an issuer": { ...edited, name: "logoutUrl", hidden: true },
    "overlap of a rotation": { path: `${page}/rotate`, button: "Make the new key", name: "overlap", others: () => ({}) },
    "issuerId of a rotation": { path: `${page}/rotate`, button: "Make the new key", name: "issuerId", hidden: true, others: () => ({}) },
    "a pasted token": { path: `${page}/workbench`, button: "Examine it", name: "pasted", hidden: true, others: () => ({}) },
    "issuerId of a pasted token": {
      path: `${page}/workbench`,
      button: "Examine it",
      name: "issuerId",
      hidden: true,
      others: () => ({ pasted: "a.b.c" }),
    },
    "testUser of a test token": {
      path: `${page}/workbench`,
      button: "Make a test token",
      name: "testUser",
      hidden: true,
      others: () => ({}),
    },
    "mistake of a test token": {
      path: `${page}/workbench`,
      button: "Make a test token",
      name: "mistake",
      hidden: true,
      others: () => ({}),
    },
    "domain of an issuer": { path: page, button: "Ask for the domain", name: "domain", others: () => ({}) },
    "removed domain of an issuer": { path: page, button: "Remove the domain", name: "removed", hidden: true, others: () => ({}) },
  };
}

import type { Field } from "./pages-nasty";

/** The text fields of the pages of API clients, by name. Of lists, and of what is only looked at, it is enough that nothing breaks. */
export function apiClientFields(clientId: string): Readonly<Record<string, Field>> {
  const page = `/panel/api-clients/${clientId}`;
  const others = () => ({ name: "Shop" });
  const made = { path: "/panel/api-clients/new", button: "Make the API client", others };
  const edited = { path: `${page}/edit`, button: "Save the settings", others };
  const call = { timestamp: "2026-11-24T12:00:00+0000", signature: "00" };
  const checked = { path: `${page}/check`, button: "Check it", hidden: true, others: () => call };
  return {
    "name of a new API client": { ...made, name: "name", hidden: true, others: () => ({}) },
    "parentOrigins of a new API client": { ...made, name: "parentOrigins", hidden: true },
    "lifeCount of a new API client": { ...made, name: "lifeCount" },
    "lifeUnit of a new API client": { ...made, name: "lifeUnit" },
    "callerAddresses of a new API client": { ...made, name: "callerAddresses", hidden: true },
    "name of an API client": { ...edited, name: "name", others: () => ({}) },
    "parentOrigins of an API client": { ...edited, name: "parentOrigins", hidden: true },
    "lifeCount of an API client": { ...edited, name: "lifeCount" },
    "lifeUnit of an API client": { ...edited, name: "lifeUnit" },
    "callerAddresses of an API client": { ...edited, name: "callerAddresses", hidden: true },
    "overlap of a secret's rotation": { path: `${page}/rotate`, button: "Make the new secret", name: "overlap", others: () => ({}) },
    "externalId whose sessions end": {
      path: page,
      button: "End this user’s sessions",
      name: "externalId",
      hidden: true,
      others: () => ({}),
    },
    "headers of a checked call": { ...checked, name: "headers" },
    "apiKey of a checked call": { ...checked, name: "apiKey" },
    "timestamp of a checked call": { ...checked, name: "timestamp" },
    "signature of a checked call": { ...checked, name: "signature" },
    "body of a checked call": { ...checked, name: "body" },
  };
}

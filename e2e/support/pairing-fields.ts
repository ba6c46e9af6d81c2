import { v7 } from "uuid";
import type { Field } from "./pages-nasty";

/** The text fields of the pages of pairings, by name. A key is never sent back, so of that it is enough that nothing breaks. */
export function pairingFields(pairingId: string): Readonly<Record<string, Field>> {
  const page = `/panel/pairings/${pairingId}`;
  // An address takes three proposals a day.
  const others = () => ({ with: "person", email: `${v7()}@people.example`, psClientId: v7(), keyFrom: "generate" });
  const made = { path: "/panel/pairings/new", button: "Propose the pairing", others };
  const rotated = { path: `${page}/rotate`, button: "Rotate the key", others: () => ({ keyFrom: "generate" }) };
  const launch = { path: `${page}/launch`, button: "Sign the launch URL", others: () => ({}) };
  return {
    "psClientId of a pairing": { ...made, name: "psClientId", shownOn: "/panel/pairings" },
    "email of a pairing": { ...made, name: "email" },
    "with of a pairing": { ...made, name: "with" },
    "keyFrom of a pairing": { ...made, name: "keyFrom" },
    "sharedKey of a pairing": { ...made, name: "sharedKey", hidden: true, others: () => ({ ...others(), keyFrom: "import" }) },
    "testUser of a pairing": { ...made, name: "testUser", others: () => ({ ...others(), with: "testUser" }) },
    "overlap of a pairing's rotation": { ...rotated, name: "overlap" },
    "sharedKey of a pairing's rotation": { ...rotated, name: "sharedKey", hidden: true, others: () => ({ keyFrom: "import" }) },
    "pairingId of a rotation": { ...rotated, name: "pairingId", hidden: true },
    "access token of a launch URL": { ...launch, name: "accessToken" },
    "pairingId of a launch URL": { ...launch, name: "pairingId", hidden: true, others: () => ({ accessToken: "t".repeat(43) }) },
    "a pasted launch URL": { path: `${page}/check`, button: "Check it", name: "pasted", hidden: true, others: () => ({}) },
  };
}

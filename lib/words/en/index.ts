import account from "./account.json";
import accounts from "./accounts.json";
import apiClients from "./api-clients.json";
import apps from "./apps.json";
import client from "./client.json";
import events from "./events.json";
import forms from "./forms.json";
import gateway from "./gateway.json";
import issuers from "./issuers.json";
import keys from "./keys.json";
import links from "./links.json";
import mail from "./mail.json";
import operator from "./operator.json";
import pairings from "./pairings.json";
import panel from "./panel.json";
import payoffs from "./payoffs.json";
import portal from "./portal.json";
import portalLinks from "./portal-links.json";
import purchases from "./purchases.json";
import quickStart from "./quick-start.json";
import reasons from "./reasons.json";
import refusals from "./refusals.json";
import said from "./said.json";
import services from "./services.json";
import shell from "./shell.json";
import statistics from "./statistics.json";
import workbench from "./workbench.json";
import terms from "./terms.json";

/** English: every word that people read, by the area that says it. The other languages have the same keys (words.test.ts). */
export const en = {
  /** the end user's own account */
  account,
  /** signing in and up, verified addresses, forgotten passwords: both realms */
  accounts,
  /** a developer's API clients, and the checker of their signatures */
  apiClients,
  /** a developer's apps */
  apps,
  /** components that run in the browser: plain texts with {places} */
  client,
  events,
  /** what any form may answer, and what is wrong with an input */
  forms,
  /** pages that a protocol answers itself */
  gateway,
  /** a developer's issuers, and what the operator decides of them */
  issuers,
  /** keys that rotate, of whatever signs with them */
  keys,
  /** who can sign an end user in, and where signing out leads */
  links,
  mail,
  operator,
  /** a developer's pairings, the builder and the checker of their launch URLs */
  pairings,
  /** the rest of the panel */
  panel,
  /** what partners earn: for them, and for the operator who closes and pays */
  payoffs,
  /** the end user's home */
  portal,
  /** portal links, which are retired: for developers, the operator, and whoever still comes by one */
  portalLinks,
  purchases,
  quickStart,
  /** why an attempt to log in was refused: below the name of each protocol, by its reason codes */
  reasons,
  /** why a step was refused: by the reason codes of the rooms */
  refusals,
  /** what a page says of a step that was just taken */
  said,
  /** the catalogue */
  services,
  /** what stands around every page */
  shell,
  /** figures of logins: the panel's, the operator's, and files of them */
  statistics,
  /** where a developer examines tokens of an issuer, and makes some to test with */
  workbench,
  /** documents to accept: for users, and for the operator who publishes them */
  terms,
};

import { z } from "zod";
import { checkTargetUrl, type TargetUrlRefusal } from "@/lib/core/target-url";
import { environment } from "@/lib/env";
import { isIssuerName } from "./verify";

const urlSentences: Readonly<Record<TargetUrlRefusal, string>> = {
  url_malformed: "This is not a complete URL. Write it out, such as https://www.example.com/sign-in-failed.",
  url_too_long: "A URL has at most 2048 characters here.",
  url_not_http: "The URL starts with https://.",
  url_not_https: "The URL starts with https://.",
  url_has_credentials: "Take the user name and password out of the URL.",
  url_has_services_parameter: "Take the parameter “services” out of the URL.",
};

/** A page of the partner's that users are sent to: https, or http on the very machine that the platform runs on. Kept byte for byte. */
const ownPage = z.string({ error: "Enter a URL." }).superRefine((text, context) => {
  const platform = new URL(environment().publicUrl);
  const platformOnLoopback = platform.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(platform.hostname);
  const checked = checkTargetUrl(text, { published: true, platformOnLoopback });
  if (!checked.ok) context.addIssue({ code: "custom", message: urlSentences[checked.reason], params: { reason: checked.reason } });
});

const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const host = (sentence: string) => z.string().trim().toLowerCase().regex(hostName, sentence);

const KEY_TOO_SHORT = "A shared key has at least 16 bytes; take 32 or more, or leave it out and one is made.";
/** Published with the protocol, or no secret by its looks: everybody tries these first. */
const KNOWN_KEYS = new Set(["&BKcc7<XX:7>~V2A", "your-256-bit-secret", "a-string-secret-at-least-256-bits-long"]);

/** A key that the partner brings along: its UTF-8 bytes are the key. */
export const sharedKey = z
  .string()
  .refine((key) => key.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(key), "A shared key is one line of text.")
  .refine((key) => Buffer.byteLength(key) >= 16, KEY_TOO_SHORT)
  .refine((key) => Buffer.byteLength(key) <= 512, "A shared key has at most 512 bytes.")
  .refine((key) => new Set(key).size >= 6 && !KNOWN_KEYS.has(key), "Everybody could guess this key. Leave it out and one is made.");

/** What somebody says of an issuer they want. */
export const issuerInput = z.object({
  iss: z
    .string()
    .refine(isIssuerName, "An issuer's name has 1 to 63 small letters, digits and hyphens, and begins and ends with a letter or digit.")
    .refine((iss) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(iss), "An issuer's name does not look like an id."),
  redirectUrl: ownPage,
  key: sharedKey.nullable(),
  returnHosts: z.array(host("A return host is a name such as www.example.com, without https:// and without a port.")).max(50),
  emailDomains: z.array(host("An e-mail domain is a name such as example.com.")).max(50),
  logoutUrl: ownPage.nullable(),
  maxLifetimeSeconds: z.number().int().min(60, "Tokens need at least 60 seconds.").max(86_400, "Tokens may live 24 hours at the most."),
});
export type IssuerInput = z.infer<typeof issuerInput>;

import { z } from "zod";
import { checkTargetUrl, isLoopback } from "@/lib/core/target-url";
import { word } from "@/lib/core/word";
import { environment } from "@/lib/env";
import { isIssuerName } from "./verify";

/** A page of the partner's that users are sent to: https, or http on the very machine that the platform runs on. Kept byte for byte. */
const ownPage = z.string({ error: word("forms.issuer.url.missing") }).superRefine((text, context) => {
  const platform = new URL(environment().publicUrl);
  const platformOnLoopback = platform.protocol === "http:" && isLoopback(platform);
  const checked = checkTargetUrl(text, { published: true, platformOnLoopback });
  if (!checked.ok)
    context.addIssue({ code: "custom", message: word(`forms.issuer.url.${checked.reason}`), params: { reason: checked.reason } });
});

const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const host = (sentence: string) => z.string().trim().toLowerCase().regex(hostName, sentence);

/** Published with the protocol, or no secret by its looks: everybody tries these first. */
export const KNOWN_KEYS = new Set(["&BKcc7<XX:7>~V2A", "your-256-bit-secret", "a-string-secret-at-least-256-bits-long"]);

/** A key that the partner brings along: its UTF-8 bytes are the key. */
export const sharedKey = z
  .string()
  .refine((key) => key.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(key), word("forms.issuer.keyOneLine"))
  .refine((key) => Buffer.byteLength(key) >= 16, word("forms.issuer.keyTooShort"))
  .refine((key) => Buffer.byteLength(key) <= 512, word("forms.issuer.keyTooLong"))
  .refine((key) => new Set(key).size >= 6 && !KNOWN_KEYS.has(key), word("forms.issuer.keyKnown"));

/** What somebody says of an issuer they want. */
export const issuerInput = z.object({
  iss: z
    .string()
    .refine(isIssuerName, word("forms.issuer.iss"))
    .refine((iss) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(iss), word("forms.issuer.issLikeId")),
  redirectUrl: ownPage,
  key: sharedKey.nullable(),
  returnHosts: z.array(host(word("forms.issuer.returnHost"))).max(50),
  emailDomains: z.array(host(word("forms.issuer.emailDomain"))).max(50),
  logoutUrl: ownPage.nullable(),
  maxLifetimeSeconds: z.number().int().min(60, word("forms.issuer.lifeTooShort")).max(86_400, word("forms.issuer.lifeTooLong")),
});
export type IssuerInput = z.infer<typeof issuerInput>;

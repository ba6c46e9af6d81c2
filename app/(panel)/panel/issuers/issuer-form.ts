import { z } from "zod";
import { word } from "@/lib/core/word";
import { lines } from "@/lib/forms/lines";
import { issuerInput, issuerSettings, sharedKey } from "@/lib/protocols/external-token";

const emptyIsNull = (text: unknown) => (text === "" || text === undefined ? null : text);
const seconds = z
  .string({ error: word("forms.issuer.lifeMalformed") })
  .trim()
  .regex(/^\d{1,6}$/, word("forms.issuer.lifeMalformed"))
  .transform(Number)
  .pipe(issuerInput.shape.maxLifetimeSeconds);

const common = {
  redirectUrl: issuerInput.shape.redirectUrl,
  returnHosts: lines(issuerInput.shape.returnHosts),
  logoutUrl: z.preprocess(emptyIsNull, issuerInput.shape.logoutUrl),
  maxLifetimeSeconds: seconds,
};

/** The fields of the form for a new issuer, as the room wants them. */
export const newIssuerForm = z
  .object({
    iss: issuerInput.shape.iss,
    ...common,
    emailDomains: lines(issuerInput.shape.emailDomains),
    keyFrom: z.enum(["generate", "import"], { error: word("forms.issuer.keyFrom") }),
    sharedKey: z.string().max(2_000).default(""),
  })
  .transform(({ keyFrom, sharedKey: typed, ...fields }, context) => {
    if (keyFrom === "generate") return { ...fields, key: null };
    const key = sharedKey.safeParse(typed);
    if (key.success) return { ...fields, key: key.data };
    for (const { message } of key.error.issues) context.addIssue({ code: "custom", path: ["sharedKey"], message });
    return z.NEVER;
  });

/** The fields of the form that changes an issuer. */
export const issuerSettingsForm = z.object({
  ...common,
  // An unticked box is not sent at all.
  tellsFailures: z.preprocess((ticked) => ticked !== undefined, issuerSettings.shape.tellsFailures),
});

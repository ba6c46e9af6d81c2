import { z } from "zod";
import { isAddressRange } from "@/lib/core/address-range";
import { line } from "@/lib/core/plain-text";
import { isLoopback } from "@/lib/core/target-url";
import { word } from "@/lib/core/word";

/** Seconds that a session token lives at the least and at the most. */
const SESSION_LIFE = { min: 3_600, max: 365 * 86_400 } as const;

/** An origin exactly as browsers write it: https, or http on one's own machine, for tests. */
function isParentOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  // The URL parser takes `*` for a name, and in `frame-ancestors` it would be everybody's.
  if (!/^[a-z0-9.-]+$/.test(url.hostname) && !isLoopback(url)) return false;
  return url.origin === text && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
}

/** What somebody says of an API client they want. */
export const apiClientInput = z.object({
  name: line(60, "name"),
  parentOrigins: z.array(z.string().refine(isParentOrigin, word("forms.apiClient.origin"))).max(50),
  callerAddresses: z.array(z.string().refine(isAddressRange, word("forms.apiClient.callerAddress"))).max(50),
  sessionLifeSeconds: z
    .number()
    .int()
    .min(SESSION_LIFE.min, word("forms.apiClient.sessionLife"))
    .max(SESSION_LIFE.max, word("forms.apiClient.sessionLife")),
  strictMode: z.boolean(),
});
export type ApiClientInput = z.infer<typeof apiClientInput>;

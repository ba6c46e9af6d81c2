import { z } from "zod";

const instant = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (at) => at.toISOString() });
const total = z.object({
  currency: z.string(),
  sales: z.number(),
  grossMinor: z.number(),
  refunds: z.number(),
  refundedMinor: z.number(),
  netMinor: z.number(),
  shareMinor: z.number(),
});

/** What a statement says, as it is kept when its month is closed. */
export const statementContent = z.object({
  /** from when until when, the end not included */
  from: instant,
  to: instant,
  /** IANA zone in force at the end */
  zone: z.string(),
  /** the stretches of each zone in it: more than one where the zone changed */
  parts: z.array(z.object({ zone: z.string(), from: instant, to: instant })),
  lines: z.array(
    total.extend({ appId: z.string(), appSlug: z.string(), appName: z.string(), shareBasisPoints: z.number(), shareExact: z.string() }),
  ),
  totals: z.array(total),
});
export type StatementContent = z.infer<typeof statementContent>;

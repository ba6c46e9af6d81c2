import type { Comparison } from "./compare";
import { nodeCpu, rate } from "./report";
import { type LatchkeyDatabase, latchkeyDatabase } from "./variants/latchkey";
import type { Variant, VariantKey, Workshop } from "./variants/variant";

/**
 * A room at our front door, beside a server with nothing around its statements and the same room as a route handler of Next.
 * @param raw what the server with nothing around is made of @param create makes those who take part, in the database that the variants share
 */
export function roomComparison<Cast>(
  raw: string,
  create: (ours: LatchkeyDatabase) => Promise<Cast>,
  variant: (key: VariantKey, workshop: Workshop, ours: LatchkeyDatabase, cast: Cast) => Promise<Variant>,
): Comparison {
  return {
    keys: ["a", "b", "c"],
    prepare: async (workshop) => {
      const ours = await latchkeyDatabase(workshop);
      const cast = await create(ours);
      return (key) => variant(key, workshop, ours, cast);
    },
    goals: [
      { title: `req/s       b / a  front door against ${raw}`, of: ["b", "a"], figure: rate, limit: 0.8 },
      { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
      { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 1 },
    ],
  };
}

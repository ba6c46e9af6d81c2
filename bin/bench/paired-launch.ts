import type { Comparison } from "./compare";
import { createPairings } from "./pairings";
import { nodeCpu, rate } from "./report";
import { latchkeyDatabase } from "./variants/latchkey";
import { launchVariant } from "./variants/paired-launch";

/** Paired launches: finding whose access token it is, checking what was signed, letting its user in. */
export const pairedLaunch: Comparison = {
  keys: ["a", "b", "c"],
  prepare: async (workshop) => {
    const ours = await latchkeyDatabase(workshop);
    const pairings = await createPairings(ours);
    return (key) => launchVariant(key, workshop, ours, pairings);
  },
  goals: [
    { title: "req/s       b / a  front door against raw node:http + pg", of: ["b", "a"], figure: rate, limit: 0.8 },
    { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
    { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 1 },
  ],
};

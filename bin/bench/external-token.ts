import type { Comparison } from "./compare";
import { createIssuers } from "./issuers";
import { nodeCpu, rate } from "./report";
import { arrivalVariant } from "./variants/external-token";
import { latchkeyDatabase } from "./variants/latchkey";

/** Arrivals by a partner's token: reading it, finding its issuer, checking it, letting its user in. */
export const externalToken: Comparison = {
  keys: ["a", "b", "c"],
  prepare: async (workshop) => {
    const ours = await latchkeyDatabase(workshop);
    const issuers = await createIssuers(ours);
    return (key) => arrivalVariant(key, workshop, ours, issuers);
  },
  goals: [
    { title: "req/s       b / a  front door against raw node:http + jose + pg", of: ["b", "a"], figure: rate, limit: 0.8 },
    { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
    { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 1 },
  ],
};

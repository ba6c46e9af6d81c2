import { createApiClients } from "./api-clients";
import type { Comparison } from "./compare";
import { nodeCpu, rate } from "./report";
import { latchkeyDatabase } from "./variants/latchkey";
import { loginVariant } from "./variants/signed-login";

/** Logins by a partner's signed call: checking it, signing its user in, making out a session token. */
export const signedLogin: Comparison = {
  keys: ["a", "b", "c"],
  prepare: async (workshop) => {
    const ours = await latchkeyDatabase(workshop);
    const clients = await createApiClients(ours);
    return (key) => loginVariant(key, workshop, ours, clients);
  },
  goals: [
    { title: "req/s       b / a  front door against raw node:http + jose + pg", of: ["b", "a"], figure: rate, limit: 0.8 },
    { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
    { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 1 },
  ],
};

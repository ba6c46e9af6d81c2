import type { Comparison } from "./compare";
import { nodeCpu, rate } from "./report";
import { betterAuthVariant } from "./variants/better-auth";
import { latchkeyDatabase } from "./variants/latchkey";
import { redemptionVariant } from "./variants/launch-token";
import { oidcProviderVariant } from "./variants/oidc-provider";

/** The redemption of login tokens beside its peers. */
export const launchToken: Comparison = {
  keys: ["a", "b", "c", "d", "e", "f"],
  prepare: async (workshop, keys) => {
    const ours = keys.some((key) => "abcd".includes(key)) ? await latchkeyDatabase(workshop) : null;
    return (key) => {
      if (key === "e") return betterAuthVariant(workshop);
      if (key === "f") return oidcProviderVariant(workshop);
      if (ours === null) throw new Error("there is no database for our own variants");
      return redemptionVariant(key, workshop, ours);
    };
  },
  goals: [
    { title: "req/s       b / a  front door against raw node:http + pg", of: ["b", "a"], figure: rate, limit: 0.9 },
    { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
    { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 4 },
    { title: "req/s       b / e  … against better-auth's verify", of: ["b", "e"], figure: rate, limit: 10 },
    { title: "req/s       b / f  … against oidc-provider's introspection", of: ["b", "f"], figure: rate, limit: 1.4 },
  ],
};

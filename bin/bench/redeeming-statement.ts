import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { redemptionRoute } from "@/lib/protocols/launch-token";
import { oncePerProcess } from "@/lib/registry";

/**
 * The text of the statement that redeems a login token, as the room sends it: the room is asked to redeem one, on a
 * connection that listens and never answers. So the raw server runs the very same statement, whatever becomes of it.
 */
export function redeemingStatement(): Promise<string> {
  return new Promise((resolve, reject) => {
    const listener = {
      query: ({ text }: { text: string }) => {
        resolve(text);
        return new Promise(() => undefined);
      },
    };
    oncePerProcess("gateway-database", () => listener);
    const authorization = [`Bearer ${newPrefixedToken("lk_live")}`];
    const asking = redemptionRoute.handle({
      method: "GET",
      query: "",
      path: `/api/authorization/${newToken()}`,
      header: (name) => (name === "authorization" ? authorization : []),
      body: () => Promise.resolve(Buffer.alloc(0)),
      clientAddress: "127.0.0.1",
      clientIp: "127.0.0.1",
      arrivedInClear: false,
      requestId: newId(),
    });
    // It cannot come to an end before it has sent a statement, unless it was changed so that this has to change too.
    asking.then(() => reject(new Error("The room answered without a statement: see bin/bench/redeeming-statement.ts.")), reject);
  });
}

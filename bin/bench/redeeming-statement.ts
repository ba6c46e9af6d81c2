import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { redemptionRoute } from "@/lib/protocols/launch-token";
import { oncePerProcess } from "@/lib/registry";

/**
 * The text of the statement that redeems a login token, as the room sends it: the room is asked to redeem one, on a
 * connection that only listens. So the raw server runs the very same statement, whatever becomes of it.
 */
export async function redeemingStatement(): Promise<string> {
  const heard: { text: string }[] = [];
  const listener = {
    query: (statement: { text: string }) => {
      heard.push(statement);
      return Promise.reject(new Error("heard"));
    },
  };
  oncePerProcess("pool:gateway", () => listener);
  const authorization = [`Bearer ${newPrefixedToken("lk_live")}`];
  const asking = redemptionRoute.handle({
    method: "GET",
    path: `/api/authorization/${newToken()}`,
    header: (name) => (name === "authorization" ? authorization : []),
    body: () => Promise.resolve(Buffer.alloc(0)),
    clientAddress: "127.0.0.1",
    arrivedInClear: false,
    requestId: newId(),
  });
  await asking.catch(() => undefined);
  const [statement, ...more] = heard;
  if (!statement || more.length > 0)
    throw new Error("The room did not send exactly one statement: bin/bench/redeeming-statement.ts has to learn why.");
  return statement.text;
}

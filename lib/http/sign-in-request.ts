import type { RoomRequest } from "./message";

const LONGEST_BODY = 64 * 1024;

/** The form of a POST; empty when its body is something else. */
export async function formOf(request: RoomRequest): Promise<URLSearchParams> {
  const [type = ""] = request.header("content-type");
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(type)) return new URLSearchParams();
  return new URLSearchParams((await request.body(LONGEST_BODY)).toString("utf8"));
}

/** The ticket of what is held, as the page or the redirect to it carries it. */
export async function readTicket(request: RoomRequest): Promise<string> {
  const parameters = request.method === "POST" ? await formOf(request) : new URLSearchParams(request.query);
  return parameters.get("ticket") ?? "";
}

import type { RoomRequest } from "./message";

const LONGEST_BODY = 64 * 1024;

/** False when the browser says that it is not about to show the answer in a window of its own: then looking must sign nobody in (T9, T10). */
export function isNavigation(request: RoomRequest): boolean {
  const agrees = (name: string, wanted: string) => request.header(name).every((value) => value === wanted);
  return agrees("sec-fetch-dest", "document") && agrees("sec-fetch-mode", "navigate");
}

/** Every value of a cookie, in the order sent. */
export function cookiesNamed(request: RoomRequest, name: string): string[] {
  return request
    .header("cookie")
    .flatMap((header) => header.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

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

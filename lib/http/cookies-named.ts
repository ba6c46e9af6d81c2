import type { RoomRequest } from "./message";

/** Every value of a cookie, in the order sent. */
export function cookiesNamed(request: Pick<RoomRequest, "header">, name: string): string[] {
  return request
    .header("cookie")
    .flatMap((header) => header.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

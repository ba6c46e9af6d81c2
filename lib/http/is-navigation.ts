import type { RoomRequest } from "./message";

/** False when the browser says that it is not about to show the answer in a window of its own: then looking must sign nobody in (T9, T10). */
export function isNavigation(request: Pick<RoomRequest, "header">): boolean {
  const agrees = (name: string, wanted: string) => request.header(name).every((value) => value === wanted);
  return agrees("sec-fetch-dest", "document") && agrees("sec-fetch-mode", "navigate");
}

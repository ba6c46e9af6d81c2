import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** True once the page's scripts run; false in the HTML that the server sends, and so without JavaScript. */
export function useScripted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

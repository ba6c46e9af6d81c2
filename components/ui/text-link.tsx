import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/**
 * A link to a page of ours. A plain one, everywhere: each page is a document of its own, with its own Content Security
 * Policy and request id; nothing is prefetched, and no page of a signed-out account stays in a router's memory.
 */
export function TextLink({ className, ...props }: ComponentProps<"a"> & { href: string }) {
  return <a className={classNames("font-medium text-accent underline underline-offset-2 hover:text-accent-hover", className)} {...props} />;
}

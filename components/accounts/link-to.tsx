import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";

/** For the tags of a rich text: what stands between them becomes a link. */
export function linkTo(href: string): (chunks: ReactNode) => ReactNode {
  return function Link(chunks) {
    return <TextLink href={href}>{chunks}</TextLink>;
  };
}

import { tellChecks, type ToldCheck } from "@/lib/core/checks";
import { type LinkRefusal, linkRefusals } from "./refusals";

/** The checks of a portal link, in order, as they went. @param reason the one that failed; anything else: all passed */
export function tellLinkChecks(reason: string): ToldCheck<LinkRefusal>[] {
  return tellChecks(linkRefusals, reason);
}

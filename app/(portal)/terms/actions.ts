"use server";

import { z } from "zod";
import { transaction } from "@/lib/db/prisma";
import { goTo } from "@/lib/forms/form-state";
import { ownPath } from "@/lib/forms/own-path";
import { endUserAction, portalGrounds, termsFirstPath } from "@/lib/people/end-user-action";
import { acceptTerms, shownTerms } from "@/lib/terms";

const accepting = z.object({ shown: shownTerms, next: z.string().optional() });

export const accept = endUserAction(
  accepting,
  async ({ shown, next }, { endUser, sessionId, continueTo, request }) => {
    const origin = { source: "portal", sessionId, requestId: request.requestId } as const;
    const accepted = await transaction((tx) => acceptTerms(tx, endUser.id, shown, origin));
    const path = ownPath(next, portalGrounds);
    if (accepted.ok) return goTo(path ?? continueTo ?? "/");
    const again = termsFirstPath(next ?? "");
    return goTo(`${again}${again.includes("?") ? "&" : "?"}changed=1`);
  },
  { beforeTerms: true },
);

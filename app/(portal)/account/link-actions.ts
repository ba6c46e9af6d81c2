"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { endUserAction } from "@/lib/people/end-user-action";
import { endLink, restoreLink } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";

const anIssuer = z.object({ issuerId: z.string().refine(isId) });

export const endIssuerLink = endUserAction(anIssuer, async ({ issuerId }, { endUser, sessionId }) => {
  const ended = await endLink(endUser.id, issuerId, sessionId);
  return ended.ok ? saying("/account", "link_ended") : refusedForm((await words("links"))("unknown"));
});

export const restoreIssuerLink = endUserAction(anIssuer, async ({ issuerId }, { endUser }) => {
  const restored = await restoreLink(endUser.id, issuerId);
  return restored.ok ? saying("/account", "link_restored") : refusedForm((await words("links"))("unknown"));
});

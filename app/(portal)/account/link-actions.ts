"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { endUserAction } from "@/lib/people/end-user-action";
import { endLink, restoreLink } from "@/lib/protocols/external-token";
import { endClientLink, restoreClientLink } from "@/lib/protocols/signed-login";
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

const aClient = z.object({ clientId: z.string().refine(isId) });

export const endLinkOfClient = endUserAction(aClient, async ({ clientId }, { endUser, sessionId }) => {
  const ended = await endClientLink(endUser.id, clientId, sessionId);
  return ended.ok ? saying("/account", "link_ended") : refusedForm((await words("links"))("unknown"));
});

export const restoreLinkOfClient = endUserAction(aClient, async ({ clientId }, { endUser }) => {
  const restored = await restoreClientLink(endUser.id, clientId);
  return restored.ok ? saying("/account", "link_restored") : refusedForm((await words("links"))("unknown"));
});

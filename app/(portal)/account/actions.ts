"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { emailAddress } from "@/lib/core/email";
import { newPassword } from "@/lib/core/password";
import { done, leaveFor, refusedField, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import {
  changePassword,
  closeOtherSessions,
  closeSessionById,
  displayName,
  rename,
  requestEmailChange,
  requestPasswordReset,
} from "@/lib/people";
import { endUserAction } from "@/lib/people/end-user-action";
import { requestLanguage, words } from "@/lib/words";
import { signOutAndLeave } from "../signed-out/leave";

// An empty field says: no name.
const aName = z.object({ name: z.preprocess((typed) => (typed === "" ? undefined : typed), displayName.optional()) });

export const saveName = endUserAction(aName, async ({ name }, { endUser }) => {
  const renamed = await rename(endUser.id, name ?? null);
  return renamed.ok ? saying("/account", "name_saved") : refusedForm((await words("purchases.refused"))("user_unknown"));
});

const anEmailChange = z.object({ newEmail: emailAddress, emailPassword: z.string().max(1000).default("") });

export const changeEmail = endUserAction(anEmailChange, async ({ newEmail: email, emailPassword }, { endUser }) => {
  const t = await words("account");
  if (emailPassword === "" && endUser.email !== null) return refusedField("emailPassword", t("password.enter"));
  const asked = await requestEmailChange(endUser.id, { email, currentPassword: emailPassword, language: await requestLanguage() });
  if (asked.ok) return done(t("email.sent", { email }));
  if (asked.reason === "same_email") return refusedField("newEmail", t("email.same"));
  if (asked.reason === "too_many_mails") return refusedForm(t("email.tooManyMails"));
  return refusedField("emailPassword", t(asked.reason === "wrong_password" ? "password.wrong" : "password.tooMany"));
});

export const sendPasswordLink = endUserAction(z.object({}), async (_nothing, { endUser: { email } }) => {
  const t = await words("account.password");
  if (email === null) return refusedForm(t("noneNoEmail"));
  await requestPasswordReset(email, await requestLanguage());
  return done(t("linkSent", { email }));
});

const aPasswordChange = z.object({ presentPassword: z.string().max(1000), newPassword });

export const choosePassword = endUserAction(aPasswordChange, async ({ presentPassword, ...change }, { endUser, sessionId }) => {
  const t = await words("account.password");
  if (presentPassword === "") return refusedField("presentPassword", t("enter"));
  const changed = await changePassword(endUser.id, {
    currentPassword: presentPassword,
    newPassword: change.newPassword,
    keptSessionId: sessionId,
    language: await requestLanguage(),
  });
  if (changed.ok) return saying("/account", "password_changed");
  return refusedField("presentPassword", t(changed.reason === "wrong_password" ? "wrong" : "tooMany"));
});

export const endSession = endUserAction(z.object({ sessionId: z.string().refine(isId) }), async ({ sessionId }, { endUser }) => {
  const ended = await closeSessionById(endUser.id, sessionId);
  return ended.ok ? saying("/account", "session_ended") : refusedForm((await words("account.sessions"))("unknown"));
});

export const endOtherSessions = endUserAction(z.object({}), async (_nothing, { endUser, sessionId }) => {
  await closeOtherSessions(endUser.id, sessionId);
  return saying("/account", "sessions_ended");
});

export const signOutEverywhere = endUserAction(z.object({}), async (_nothing, { endUser, sessionId }) => {
  await closeOtherSessions(endUser.id, sessionId);
  return leaveFor(await signOutAndLeave());
});

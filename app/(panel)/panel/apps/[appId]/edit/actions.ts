"use server";

import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { appRefusalSentences, editApp } from "@/lib/apps";
import { refusedForm } from "@/lib/forms/form-state";
import { appForm } from "../../app-form";
import { anApp } from "../an-app";

export const saveDraft = developerAction("app.edit", anApp.and(appForm), async ({ appId, ...input }, { partnerId, actor }) => {
  const saved = await editApp(partnerId, appId, input, actor);
  return saved.ok ? saying(`/panel/apps/${appId}`, "app_saved") : refusedForm(appRefusalSentences[saved.reason]);
});

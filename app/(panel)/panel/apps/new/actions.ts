"use server";

import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { createApp } from "@/lib/apps";
import { refusedForm } from "@/lib/forms/form-state";
import { words } from "@/lib/words";
import { appForm } from "../app-form";

export const registerApp = developerAction(
  "app.edit",
  appForm,
  async (input, { partnerId, actor }) => {
    const made = await createApp(partnerId, input, actor);
    if (!made.ok) return refusedForm((await words("apps.new"))("organisationGone"));
    return saying(`/panel/apps/${made.value.appId}`, "app_registered");
  },
  { once: true },
);

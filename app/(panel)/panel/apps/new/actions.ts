"use server";

import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { createApp } from "@/lib/apps";
import { refusedForm } from "@/lib/forms/form-state";
import { appForm } from "../app-form";

export const registerApp = developerAction(
  "app.edit",
  appForm,
  async (input, { partnerId, actor }) => {
    const made = await createApp(partnerId, input, actor);
    return made.ok ? saying(`/panel/apps/${made.value.appId}`, "app_registered") : refusedForm("Your organisation is not there any more.");
  },
  { once: true },
);

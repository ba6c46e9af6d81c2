"use server";

import { z } from "zod";
import { refusedApp } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { editApp } from "@/lib/apps";
import { appForm } from "../../app-form";
import { anApp } from "../an-app";

// What the form was filled from: what somebody else has saved since is not overwritten unseen.
const anEdit = anApp.extend({ basedOn: z.string().min(1).max(64) });

export const saveDraft = developerAction("app.edit", anEdit.and(appForm), async ({ appId, basedOn, ...input }, { partnerId, actor }) => {
  const saved = await editApp(partnerId, appId, input, actor, { basedOn });
  return saved.ok ? saying(`/panel/apps/${appId}`, "app_saved") : refusedApp(saved.reason);
});

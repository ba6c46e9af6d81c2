"use server";

import { z } from "zod";
import { refusedApp } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { drawIcon, setIcon } from "@/lib/apps";
import { refusedField } from "@/lib/forms/form-state";
import { words } from "@/lib/words";
import { anApp } from "../an-app";

const anUpload = anApp.extend({ icon: z.instanceof(File).optional() });

export const changeIcon = developerAction(
  "app.edit",
  anUpload,
  async ({ appId, icon }, { partnerId, actor }) => {
    const drawn = await drawIcon(new Uint8Array((await icon?.arrayBuffer()) ?? []));
    if (!drawn.ok) return refusedField("icon", (await words("apps.icon.refused"))(drawn.reason));
    const set = await setIcon(partnerId, appId, drawn.value, actor);
    return set.ok ? saying(`/panel/apps/${appId}`, "app_icon_saved") : refusedApp(set.reason);
  },
  { fileFields: ["icon"] },
);

export const removeIcon = developerAction("app.edit", anApp, async ({ appId }, { partnerId, actor }) => {
  const set = await setIcon(partnerId, appId, null, actor);
  return set.ok ? saying(`/panel/apps/${appId}`, "app_icon_removed") : refusedApp(set.reason);
});

"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { operatorAction } from "@/lib/accounts/panel-actions";
import { goTo, refusedForm } from "@/lib/forms/form-state";
import { isId } from "@/lib/id";
import { publishDraft, saveDraft, setMandatory, withdrawVersion } from "@/lib/terms";
import { words } from "@/lib/words";
import { termsForm } from "./terms-form";

export const look = operatorAction(termsForm, async ({ draftId, ...input }) =>
  goTo(`/operator/terms/drafts/${await saveDraft(input, draftId)}`),
);

const anId = z.string().refine(isId);
// What the operator was told: something else is not published unseen.
const told = z.object({ draftId: anId, kind: z.enum(["version", "translation"]), version: z.coerce.number().int() });

export const publish = operatorAction(told, async ({ draftId, ...expected }, { actor }) => {
  const published = await publishDraft(draftId, expected, actor);
  if (published.ok) return saying(`/operator/terms/${published.value.documentId}`, "terms_published");
  if (published.reason === "draft_unknown") return refusedForm((await words("terms.operator.preview"))("gone"));
  return goTo(`/operator/terms/drafts/${draftId}?meanwhile=1`);
});

export const withdraw = operatorAction(z.object({ versionId: anId, documentId: anId }), async ({ versionId, documentId }, { actor }) => {
  const withdrawn = await withdrawVersion(versionId, actor);
  if (withdrawn.ok) return saying(`/operator/terms/${documentId}`, "terms_withdrawn");
  return refusedForm((await words("terms.operator.refusals"))(withdrawn.reason));
});

const aSetting = z.object({ documentId: anId, mandatory: z.enum(["true", "false"]).transform((text) => text === "true") });

export const changeMandatory = operatorAction(aSetting, async ({ documentId, mandatory }, { actor }) => {
  const changed = await setMandatory(documentId, mandatory, actor);
  if (changed.ok) return saying(`/operator/terms/${documentId}`, mandatory ? "terms_mandatory" : "terms_optional");
  return refusedForm((await words("terms.operator.refusals"))(changed.reason));
});

import { z } from "zod";
import { word } from "@/lib/core/word";
import { lines } from "@/lib/forms/lines";
import { apiClientInput } from "@/lib/protocols/signed-login";
import { lifeUnitNames, lifeUnits } from "./session-life";

const { name, parentOrigins, callerAddresses, sessionLifeSeconds, strictMode } = apiClientInput.shape;

/** The fields of the forms that make and change an API client. */
export const clientFields = {
  name,
  // Whoever copies an origin from the address bar has a slash behind it.
  parentOrigins: lines(z.preprocess((origins: string[]) => origins.map((origin) => origin.replace(/\/$/, "")), parentOrigins)),
  callerAddresses: lines(callerAddresses),
  lifeCount: z
    .string({ error: word("forms.apiClient.lifeCount") })
    .trim()
    .regex(/^\d{1,8}$/, word("forms.apiClient.lifeCount"))
    .transform(Number),
  lifeUnit: z.enum(lifeUnitNames, { error: word("forms.apiClient.lifeUnit") }),
  // An unticked box is not sent at all.
  strictMode: z.preprocess((ticked) => ticked !== undefined, strictMode),
};

const readFields = z.object(clientFields);

/** What the fields say, as the room wants it. */
export function toClientInput<Fields extends z.infer<typeof readFields>>(fields: Fields, context: z.RefinementCtx) {
  const { lifeCount, lifeUnit, ...said } = fields;
  const life = sessionLifeSeconds.safeParse(lifeCount * lifeUnits[lifeUnit]);
  if (life.success) return { ...said, sessionLifeSeconds: life.data };
  for (const { message } of life.error.issues) context.addIssue({ code: "custom", path: ["lifeCount"], message });
  return z.NEVER;
}

/** The form for a new API client. */
export const newClientForm = readFields.transform(toClientInput);

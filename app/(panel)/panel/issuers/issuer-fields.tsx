import { TextArea, TextField } from "@/components/forms/fields";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";

/** How an issuer's tokens are taken: the fields that the forms to make and to change one share. @param issuer what they hold at first */
export async function RedirectField({ issuer }: { issuer: IssuerView | null }) {
  const t = await words("issuers.fields");
  return (
    <TextField
      name="redirectUrl"
      label={t("redirectUrl")}
      hint={t("redirectUrlHint")}
      placeholder={t("redirectUrlExample")}
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      defaultValue={issuer?.redirectUrl}
    />
  );
}

/** The rest of them: none needs to be filled in. @param issuer what they hold at first */
export async function OptionalFields({ issuer }: { issuer: IssuerView | null }) {
  const t = await words("issuers.fields");
  return (
    <>
      <TextField
        name="maxLifetimeSeconds"
        label={t("maxLifetime")}
        hint={t("maxLifetimeHint")}
        inputMode="numeric"
        autoComplete="off"
        className="max-w-32"
        defaultValue={String(issuer?.maxLifetimeSeconds ?? 3600)}
      />
      <TextArea
        name="returnHosts"
        label={t("returnHosts")}
        hint={t("returnHostsHint")}
        optional
        rows={2}
        spellCheck={false}
        defaultValue={issuer?.returnHosts.join("\n")}
      />
      <TextField
        name="logoutUrl"
        label={t("logoutUrl")}
        hint={t("logoutUrlHint")}
        optional
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        defaultValue={issuer?.logoutUrl ?? ""}
      />
    </>
  );
}

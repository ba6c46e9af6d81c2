import { EntrancePage } from "@/components/shell/entrance-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/words";

/** Says to whoever came by a portal link that such links sign nobody in any more, and what to do. */
export async function RetiredNotice() {
  const t = await words("portalLinks.retired");
  return (
    <Alert tone="warn" title={t("title")} className="mb-6">
      {t("text")}
    </Alert>
  );
}

/** The same for somebody who is signed in, and stays so. */
export async function RetiredLink({ who }: { who: { readonly name: string | null; readonly email: string | null } }) {
  const t = await words("portalLinks.retired");
  return (
    <EntrancePage home="/" title={t("title")} lead={t("signedIn", { name: who.name ?? who.email ?? t("somebody") })}>
      <ButtonLink href="/" className="w-full">
        {t("home")}
      </ButtonLink>
    </EntrancePage>
  );
}

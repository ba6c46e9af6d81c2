import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/words";

/** Stands where a form would, while the operator looks at the app. */
export async function InReview({ appId }: { appId: string }) {
  const t = await words("apps.inReview");
  return (
    <Alert tone="info" title={t("title")}>
      <p>{t("text")}</p>
      <ButtonLink variant="secondary" href={`/panel/apps/${appId}`} className="mt-3">
        {t("back")}
      </ButtonLink>
    </Alert>
  );
}

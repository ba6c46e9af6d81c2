import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { words } from "@/lib/words";

/** What ends is the only way to be signed in; `lastButMail`: a mail could still bring them back. */
export type LastWayIn = "last" | "lastButMail";

/** Says before a link is ended that it is the last way in; nothing when it is not. */
export async function LastWay({ partner, is }: { partner: string; is: LastWayIn | null }) {
  const t = await words("links");
  if (is === null) return null;
  return (
    <Alert tone="warn" title={t("lastTitle")} className="mt-3">
      {t.rich(is, { partner, password: (text) => <TextLink href="#password">{text}</TextLink> })}
    </Alert>
  );
}

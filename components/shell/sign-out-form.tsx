import { Button, ButtonLink } from "@/components/ui/button";
import { panelCsrfToken } from "@/lib/accounts/current-account";
import { words } from "@/lib/words";

/** Signs out of the panel by NextAuth's own endpoint. Without its CSRF cookie, the way leads over a page that gets it. */
export async function SignOutForm({ variant = "quiet" }: { variant?: "quiet" | "primary" }) {
  const [csrfToken, t] = await Promise.all([panelCsrfToken(), words("shell")]);
  if (csrfToken === null) {
    return (
      <ButtonLink variant={variant} href="/api/auth/signout">
        {t("signOut")}
      </ButtonLink>
    );
  }
  return (
    <form method="post" action="/api/auth/signout">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <Button variant={variant}>{t("signOut")}</Button>
    </form>
  );
}

import { Button, ButtonLink } from "@/components/ui/button";
import { panelCsrfToken } from "@/lib/accounts/current-account";

/** Signs out of the panel by NextAuth's own endpoint. Without its CSRF cookie, the way leads over a page that gets it. */
export async function SignOutForm({ variant = "quiet" }: { variant?: "quiet" | "primary" }) {
  const csrfToken = await panelCsrfToken();
  if (csrfToken === null) {
    return (
      <ButtonLink variant={variant} href="/api/auth/signout">
        Sign out
      </ButtonLink>
    );
  }
  return (
    <form method="post" action="/api/auth/signout">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <Button variant={variant}>Sign out</Button>
    </form>
  );
}

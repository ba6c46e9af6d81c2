import { words } from "@/lib/words";
import { controlLook, describedBy, FieldFrame } from "./field-frame";

/** E-mail and password of a plain form, one that is no server action. @param email what was typed before */
export async function SignInFields({ email, passwordError }: { email: string | undefined; passwordError: string | null }) {
  const t = await words("accounts.fields");
  return (
    <>
      <FieldFrame id="email" label={t("email")} error={null}>
        <input
          id="email"
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          aria-required
          defaultValue={email}
          className={controlLook}
        />
      </FieldFrame>
      <FieldFrame id="password" label={t("password")} error={passwordError}>
        <input
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          aria-required
          aria-invalid={passwordError !== null}
          aria-describedby={describedBy("password", undefined, passwordError)}
          autoFocus={passwordError !== null}
          className={controlLook}
        />
      </FieldFrame>
    </>
  );
}

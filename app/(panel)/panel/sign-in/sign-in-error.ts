/** What the sign-in page says of a refusal: a word of `accounts`, above the form or at the password, or how long to wait. */
export type SignInError =
  | { readonly at: "form"; readonly says: "panelSignIn.unavailable" | "panelSignIn.failed" | "panelSignIn.stale" | "panelSignIn.unknown" }
  | { readonly at: "password"; readonly says: "signIn.wrong" }
  | { readonly at: "form"; readonly waitSeconds: string | null };

/**
 * Reads why signing in was refused out of the page's address. Anybody can write there: only words that we know count.
 * @param seconds how long to wait, when `code` is `wait`
 * @returns null when nothing was refused
 */
export function signInError(code: string | null, seconds: string | null): SignInError | null {
  switch (code) {
    case null:
      return null;
    case "wrong":
      return { at: "password", says: "signIn.wrong" };
    case "wait":
      return { at: "form", waitSeconds: seconds };
    case "unavailable":
    case "failed":
    case "stale":
      return { at: "form", says: `panelSignIn.${code}` };
    default:
      return { at: "form", says: "panelSignIn.unknown" };
  }
}

import { waitInWords } from "@/app/wait-in-words";

/** What the sign-in page says of a refusal: at the password, or above the form. */
export type SignInError = { readonly sentence: string | null; readonly passwordError: string | null };

const sentences: Readonly<Record<string, string>> = {
  unavailable: "The platform cannot reach its database at the moment. Try again in a moment.",
  failed: "Something went wrong on our side. Try again.",
  stale: "This page had been open for too long. Sign in now.",
};

/**
 * Reads why signing in was refused out of the page's address. Anybody can write there: only words that we know count.
 * @param seconds how long to wait, when `code` is `wait`
 * @returns null when nothing was refused
 */
export function signInError(code: string | null, seconds: string | null): SignInError | null {
  if (code === null) return null;
  if (code === "wrong") {
    return { sentence: null, passwordError: "No account has this e-mail and this password. Mind capital letters, and type it again." };
  }
  if (code === "wait")
    return { sentence: `There were too many attempts. Wait ${waitInWords(seconds)}, then try again.`, passwordError: null };
  const known = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return { sentence: known ?? "Signing in did not work. Try again.", passwordError: null };
}

"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useForm } from "./form-context";

const ENDPOINT = "/api/auth/callback/credentials";

/**
 * Stands in a sign-up form: once it is done, signs in with what was typed, through NextAuth's endpoint like everybody.
 * @param children what leads to the sign-in page where that does not work, without JavaScript for one
 */
export function SignInAfterwards({ children }: { children: ReactNode }) {
  const { state } = useForm();
  const place = useRef<HTMLDivElement>(null);
  // The password field is drawn empty after the answer: it is kept here until then, and nowhere else.
  const password = useRef("");
  useEffect(() => {
    const form = place.current?.closest("form");
    const keep = () => {
      const typed = form && new FormData(form).get("password");
      if (typeof typed === "string" && typed !== "") password.current = typed;
    };
    form?.addEventListener("submit", keep);
    return () => form?.removeEventListener("submit", keep);
  }, []);
  const email = state.outcome === "done" ? state.shown.email : undefined;
  useEffect(() => {
    if (email === undefined || password.current === "") return;
    // When it does not work out, the link below is still there.
    signIn(email, password.current).catch(() => undefined);
    password.current = "";
  }, [email]);
  return (
    <div ref={place} className="empty:hidden">
      {email !== undefined && <p className="text-sm">{children}</p>}
    </div>
  );
}

async function signIn(email: string, password: string): Promise<void> {
  const answer: unknown = await (await fetch("/api/auth/csrf")).json();
  if (typeof answer !== "object" || answer === null || !("csrfToken" in answer) || typeof answer.csrfToken !== "string") return;
  const form = document.createElement("form");
  form.method = "post";
  form.action = ENDPOINT;
  const fields = { csrfToken: answer.csrfToken, callbackUrl: "/panel", email, password };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

"use client";

import { useEffect, useRef } from "react";
import { useForm } from "@/components/forms/form-context";
import { Alert } from "@/components/ui/alert";
import { CopyText } from "@/components/ui/code";
import { CheckList, type ListedCheck } from "./check-list";

/** What was found out about a pasted call: finished texts. Neither a secret nor a right signature is among them. */
export type ToldSignature = {
  readonly tone: "ok" | "warn" | "danger";
  readonly title: string;
  readonly text: string;
  readonly mistakes: readonly { readonly title: string; readonly remedy: string }[];
  readonly signedText: string;
  readonly checks: readonly ListedCheck[];
};

/** Finished texts of {@link SignatureTold}. */
export type SignatureWords = Readonly<
  Record<"signedText" | "signedTextWhy" | "checks" | "checksWhy" | "passed" | "failed" | "notReached", string>
>;

/** What its form has found out. It gets the focus: it stands below what was typed. */
export function SignatureTold({ words }: { words: SignatureWords }) {
  const { shown, submission } = useForm().state;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [submission]);
  if (shown.found === undefined) return null;
  const told = JSON.parse(shown.found) as ToldSignature;
  return (
    <div ref={place} tabIndex={-1} role="region" aria-label={told.title} className="space-y-5 border-t border-line pt-5 focus:outline-none">
      <Alert tone={told.tone} title={told.title}>
        {told.text !== "" && <p className="wrap-anywhere">{told.text}</p>}
      </Alert>
      {told.mistakes.length > 0 && (
        <ul className="space-y-3 text-sm">
          {told.mistakes.map(({ title, remedy }) => (
            <li key={title} className="border-l-4 border-danger pl-3">
              <p className="font-semibold wrap-anywhere">{title}</p>
              <p className="text-muted">{remedy}</p>
            </li>
          ))}
        </ul>
      )}
      <div className="space-y-2">
        <h2 className="text-sm font-semibold">{words.signedText}</h2>
        <CopyText text={told.signedText} name={words.signedText} />
        <p className="text-sm text-muted">{words.signedTextWhy}</p>
      </div>
      <div className="space-y-2">
        <h2 className="text-sm font-semibold">{words.checks}</h2>
        <p className="text-sm text-muted">{words.checksWhy}</p>
        <CheckList checks={told.checks} said={{ passed: words.passed, failed: words.failed, not_reached: words.notReached }} />
      </div>
    </div>
  );
}

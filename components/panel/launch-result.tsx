"use client";

import type { ReactNode } from "react";
import { useForm } from "@/components/forms/form-context";
import { CopyText } from "@/components/ui/code";
import { ButtonLink } from "@/components/ui/button";

type LaunchResultWords = { readonly url: string; readonly open: string; readonly byHand: string; readonly command: string };

/** The one-time URL that a test launch has just made, and how to redeem its token by hand. @param children what can be done with it */
export function LaunchResult({ words, children }: { words: LaunchResultWords; children: ReactNode }) {
  const { url, command, once } = useForm().state.shown;
  if (url === undefined || command === undefined) return null;
  return (
    <div className="space-y-4 rounded-lg border border-line bg-page p-4 text-sm">
      <p>
        {once} {children}
      </p>
      <CopyText text={url} name={words.url} />
      <ButtonLink variant="secondary" href={url} target="_blank" rel="noreferrer">
        {words.open}
      </ButtonLink>
      <p>{words.byHand}</p>
      <CopyText text={command} name={words.command} />
    </div>
  );
}

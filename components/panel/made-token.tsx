"use client";

import { useForm } from "@/components/forms/form-context";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyText } from "@/components/ui/code";
import { useScripted } from "@/components/ui/use-scripted";
import { PASTED_TOKEN } from "./examined-token";

type MadeTokenWords = Readonly<Record<"token" | "link" | "follow" | "examine", string>>;

/** The test token that its form has just made, and what can be done with it. A plain link: nothing may follow it but a press. */
export function MadeToken({ words }: { words: MadeTokenWords }) {
  const { token, link, life } = useForm().state.shown;
  const scripted = useScripted();
  if (token === undefined || link === undefined) return null;
  return (
    <div className="space-y-4 rounded-lg border border-line bg-page p-4 text-sm">
      <p>{life}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={link} target="_blank" rel="noreferrer">
          {words.follow}
        </ButtonLink>
        {scripted && (
          <Button type="button" variant="secondary" onClick={() => examine(token)}>
            {words.examine}
          </Button>
        )}
      </div>
      <p className="font-semibold">{words.token}</p>
      <CopyText text={token} name={words.token} />
      <p className="font-semibold">{words.link}</p>
      <CopyText text={link} name={words.link} />
    </div>
  );
}

function examine(token: string): void {
  const field = document.getElementById(PASTED_TOKEN);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.value = token;
  field.form?.requestSubmit();
  field.form?.scrollIntoView({ block: "start" });
}

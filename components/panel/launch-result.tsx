"use client";

import { useForm } from "@/components/forms/form-context";
import { CopyText } from "@/components/ui/code";
import { ButtonLink } from "@/components/ui/button";

/** The one-time URL that a test launch has just made, and how to redeem its token by hand. */
export function LaunchResult() {
  const { url, command, life } = useForm().state.shown;
  if (url === undefined || command === undefined) return null;
  return (
    <div className="space-y-4 rounded-lg border border-line bg-page p-4 text-sm">
      <p>
        It works once, within {life} seconds. <strong>Open it</strong> to go the user&apos;s way, or redeem the token by hand as your server
        would: either uses it up.
      </p>
      <CopyText text={url} name="One-time URL" />
      <ButtonLink variant="secondary" href={url} target="_blank" rel="noreferrer">
        Open it
      </ButtonLink>
      <p>Redeem it by hand:</p>
      <CopyText text={command} name="Command that redeems the token" />
    </div>
  );
}

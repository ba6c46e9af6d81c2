"use client";

import { useId, useState } from "react";
import { controlLook, describedBy } from "@/components/forms/field-frame";
import { CodeBlock } from "@/components/panel/code-block";
import { Alert } from "@/components/ui/alert";
import { useScripted } from "@/components/ui/use-scripted";
import { type ClaimPlaces, turnPortalLink } from "./turn-portal-link";

/** Its texts, from whoever shows it. */
export type TurnerWords = Readonly<Record<"label" | "nothing" | "password" | "claims" | "scripts", string>>;

/**
 * Turns a pasted portal link in this browser alone. Its field has no name and stands in no form, so that no way of sending
 * anything has the password in it.
 */
export function LinkTurner({ words, places }: { words: TurnerWords; places: ClaimPlaces }) {
  const id = useId();
  const [pasted, setPasted] = useState("");
  if (!useScripted()) return <p className="text-sm text-muted">{words.scripts}</p>;
  const turned = turnPortalLink(pasted, places);
  const wrong = pasted.trim() !== "" && turned === null ? words.nothing : null;
  return (
    <div className="space-y-4">
      <div>
        <label htmlFor={id} className="block text-sm font-semibold">
          {words.label}
        </label>
        <textarea
          id={id}
          rows={3}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          aria-invalid={wrong !== null}
          aria-describedby={describedBy(id, undefined, wrong)}
          className={`${controlLook} mt-1.5 font-mono text-sm`}
        />
        <p id={`${id}-error`} role="status" className="mt-1.5 text-sm font-medium text-danger empty:hidden">
          {wrong}
        </p>
      </div>
      <div role="status" className="space-y-4 empty:hidden">
        {turned?.hadPassword && <Alert tone="danger">{words.password}</Alert>}
        {turned && <CodeBlock text={turned.claims} name={words.claims} />}
      </div>
    </div>
  );
}

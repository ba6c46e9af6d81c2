"use client";

import { useEffect, useRef, useState } from "react";
import { useWords } from "@/components/shell/client-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useScripted } from "@/components/ui/use-scripted";
import { useForm } from "./form-context";
import { forgetTyped, keepTyped, putBack, readTyped, typedInto } from "./typed-text";

/**
 * Inside an ActionForm: what is typed into it outlives a closed tab, a lost session and a dead battery. This browser keeps
 * it, and offers it when the form is opened again; saving forgets it. Who leaves with something unsaved is asked first.
 * Never in a form with secrets.
 * @param place names the form and whose it is: the account's id stands in it, for others use the same browser
 */
export function KeepTyped({ place }: { place: string }) {
  return useScripted() ? <Keeper key={place} place={place} /> : null;
}

function Keeper({ place }: { place: string }) {
  const words = useWords();
  const { state } = useForm();
  const mark = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState(() => readTyped(place));
  const unsaved = useRef(false);
  const isSaved = state.goTo !== null;
  useEffect(() => {
    if (!isSaved) return;
    unsaved.current = false;
    forgetTyped(place);
  }, [isSaved, place]);
  // Until it is decided on, what was found is not overwritten.
  const isUndecided = found !== null;
  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form || isSaved) return;
    const onInput = () => {
      unsaved.current = true;
      if (!isUndecided) keepTyped(place, typedInto(form));
    };
    const onLeave = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    form.addEventListener("input", onInput);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      form.removeEventListener("input", onInput);
      window.removeEventListener("beforeunload", onLeave);
    };
  }, [isSaved, isUndecided, place]);
  const decide = (restored: boolean) => {
    const form = mark.current?.closest("form");
    if (restored && form && found) {
      putBack(form, found);
      unsaved.current = true;
    } else forgetTyped(place);
    setFound(null);
  };
  return (
    <div ref={mark} className="empty:hidden">
      {isUndecided && !isSaved && (
        <Alert tone="info" role="status">
          <p>{words.typedFound}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            <Button type="button" onClick={() => decide(true)}>
              {words.typedRestore}
            </Button>
            <Button type="button" variant="secondary" onClick={() => decide(false)}>
              {words.typedDiscard}
            </Button>
          </div>
        </Alert>
      )}
    </div>
  );
}

"use client";

import { useSyncExternalStore } from "react";
import { useWords } from "@/components/shell/client-words";

const never = () => () => undefined;

/** The id of the request that brought this document, as the root layout wrote it into a `<meta>`: what support asks for. */
export function RequestId({ digest }: { digest?: string }) {
  const words = useWords();
  const id = useSyncExternalStore(
    never,
    () => document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content ?? null,
    () => null,
  );
  if (id === null && digest === undefined) return null;
  return (
    <p className="mt-6 text-sm text-muted">
      {id !== null && (
        <>
          {words.request} <span className="font-mono break-all">{id}</span>
        </>
      )}
      {digest !== undefined && (
        <span className="block">
          {words.error} {digest}
        </span>
      )}
    </p>
  );
}

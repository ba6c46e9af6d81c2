"use client";

import { useWords } from "@/components/shell/client-words";

/** Says that a field may stay empty. */
export function OptionalMark() {
  return <span className="font-normal text-muted"> {useWords().optional}</span>;
}

import { KeyRound } from "lucide-react";

/** Whose pages these are; leads to the first page of the area. */
export function Brand({ home, area }: { home: string; area?: string }) {
  return (
    <a href={home} className="inline-flex items-center gap-2 font-bold">
      <KeyRound aria-hidden className="size-5 text-accent" />
      <span>Latchkey{area !== undefined && <span className="font-normal text-muted"> {area}</span>}</span>
    </a>
  );
}

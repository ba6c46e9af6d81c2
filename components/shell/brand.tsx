import { KeyRound } from "lucide-react";
import { words } from "@/lib/words";

/** Whose pages these are; leads to the first page of the area. */
export async function Brand({ home, area }: { home: string; area?: string }) {
  const t = await words("shell");
  return (
    <a href={home} className="inline-flex items-center gap-2 font-bold">
      <KeyRound aria-hidden className="size-5 text-accent" />
      <span>
        {t("product")}
        {area !== undefined && <span className="font-normal text-muted"> {area}</span>}
      </span>
    </a>
  );
}

import { Badge, type Tone } from "@/components/ui/badge";
import { words } from "@/lib/words";

const tones: Record<"draft" | "review" | "published" | "suspended", Tone> = {
  draft: "neutral",
  review: "accent",
  published: "ok",
  suspended: "danger",
};

/** Where an app stands, and where its next revision does. */
export async function AppStatusBadge({ status, pending }: { status: keyof typeof tones; pending: "draft" | "review" | null }) {
  const t = await words("apps.status");
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tones[status]}>{t(status)}</Badge>
      {pending === "draft" && <Badge>{t("draftOfChanges")}</Badge>}
      {pending === "review" && <Badge tone="accent">{t("changesInReview")}</Badge>}
    </span>
  );
}

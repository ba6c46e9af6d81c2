import { Badge, type Tone } from "@/components/ui/badge";

const words: Record<"draft" | "review" | "published" | "suspended", readonly [string, Tone]> = {
  draft: ["Draft", "neutral"],
  review: ["In review", "accent"],
  published: ["Published", "ok"],
  suspended: ["Suspended", "danger"],
};

/** Where an app stands, and where its next revision does. */
export function AppStatusBadge({ status, pending }: { status: keyof typeof words; pending: "draft" | "review" | null }) {
  const [word, tone] = words[status];
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={tone}>{word}</Badge>
      {pending === "draft" && <Badge>Draft of changes</Badge>}
      {pending === "review" && <Badge tone="accent">Changes in review</Badge>}
    </span>
  );
}

import { lineDiff } from "@/lib/core/line-diff";
import { words } from "@/lib/words";

const looks = { same: "", added: "bg-ok-soft", removed: "bg-danger-soft" } as const;
const marks = { same: "\u00a0", added: "+", removed: "−" } as const;

/** What has become of a text, line by line. @param name what is compared, one of its page */
export async function TextDiff({ name, before, after }: { name: string; before: string; after: string }) {
  const t = await words("terms.operator.diff");
  const said = { same: "", added: `${t("added")}: `, removed: `${t("removed")}: ` };
  return (
    <>
      <p className="mb-2 text-sm text-muted">{t("legend")}</p>
      <div
        className="max-h-96 overflow-y-auto rounded-lg border border-line font-mono text-xs"
        tabIndex={0}
        role="region"
        aria-label={name}
      >
        {lineDiff(before, after).map(({ kind, text }, index) => (
          <div key={index} className={`flex gap-2 px-3 py-0.5 ${looks[kind]}`}>
            <span aria-hidden>{marks[kind]}</span>
            <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">
              <span className="sr-only">{said[kind]}</span>
              {text}
            </span>
          </div>
        ))}
      </div>
    </>
  );
}

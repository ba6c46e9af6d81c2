import { CircleCheck, CircleMinus, CircleX } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { Code } from "@/components/ui/code";

const looks = {
  passed: { Icon: CircleCheck, colour: "text-ok" },
  failed: { Icon: CircleX, colour: "text-danger" },
  not_reached: { Icon: CircleMinus, colour: "text-muted" },
} as const;

/** A check of a protocol, and how it went; finished texts. */
export type ListedCheck = { readonly name: string; readonly state: keyof typeof looks; readonly text: string };

/** Checks in their order, as they went. @param said what each state is called */
export function CheckList({ checks, said }: { checks: readonly ListedCheck[]; said: Readonly<Record<ListedCheck["state"], string>> }) {
  return (
    <ol className="space-y-2 text-sm">
      {checks.map(({ name, state, text }) => {
        const { Icon, colour } = looks[state];
        return (
          <li key={name} className="flex items-start gap-2.5">
            <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", colour)} />
            <span className={classNames("min-w-0", state === "failed" && "font-semibold", state === "not_reached" && "text-muted")}>
              <span className="sr-only">{said[state]}: </span>
              {text}
              {state === "failed" && (
                <>
                  {" "}
                  <Code>{name}</Code>
                </>
              )}
            </span>
            {state !== "passed" && (
              <span className={classNames("ml-auto shrink-0", colour)} aria-hidden>
                {said[state]}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

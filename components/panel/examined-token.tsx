"use client";

import { CircleCheck, CircleMinus, CircleX } from "lucide-react";
import { FieldFrame, controlLook, describedBy } from "@/components/forms/field-frame";
import { useForm } from "@/components/forms/form-context";
import { Alert } from "@/components/ui/alert";
import { classNames } from "@/components/ui/class-names";
import { Code } from "@/components/ui/code";
import { Fact, Facts } from "@/components/ui/facts";
import { Cell, Row, Table } from "@/components/ui/table";
import type { ToldCheck, ToldExamination } from "./told-examination";

/** Id of the field into which a token is pasted: a token made on the same page is put there. */
export const PASTED_TOKEN = "pasted-token";

const looks = {
  passed: { Icon: CircleCheck, colour: "text-ok" },
  failed: { Icon: CircleX, colour: "text-danger" },
  unknown: { Icon: CircleMinus, colour: "text-muted" },
} as const;

/** The field for a token; what was pasted stays in it. */
export function PastedToken({ label, hint }: { label: string; hint: string }) {
  const { state } = useForm();
  const error = state.errors.pasted ?? null;
  return (
    <FieldFrame id={PASTED_TOKEN} label={label} hint={hint} error={error}>
      <textarea
        key={state.submission}
        id={PASTED_TOKEN}
        name="pasted"
        rows={5}
        spellCheck={false}
        autoComplete="off"
        aria-required
        aria-invalid={error !== null}
        aria-describedby={describedBy(PASTED_TOKEN, hint, error)}
        defaultValue={state.typed.pasted?.[0] ?? state.shown.pasted}
        className={classNames(controlLook, "font-mono text-sm break-all")}
      />
    </FieldFrame>
  );
}

/** What comes of the token that its form has just sent, in a sentence or two. */
export function ExaminationSummary() {
  const told = useExamination();
  if (!told) return null;
  const { tone, title, lines } = told.summary;
  return (
    <Alert tone={tone} title={title} role="status" className="wrap-anywhere">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Alert>
  );
}

/** All that can be told of it: what is in it, and every check. @param words finished texts */
export function ExaminationDetails({ words }: { words: { facts: string; checks: string; check: string; state: string } }) {
  const told = useExamination();
  if (!told) return null;
  return (
    <div className="space-y-6 border-t border-line pt-6">
      <section aria-labelledby="examined-facts" className="space-y-4">
        <h3 id="examined-facts" className="font-semibold">
          {words.facts}
        </h3>
        <Facts>
          {told.facts.map(({ name, text }) => (
            <Fact key={name} name={name}>
              <span className="wrap-anywhere whitespace-pre-line">{text}</span>
            </Fact>
          ))}
        </Facts>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {told.parts.map(({ name, text }) => (
            <div key={name} className="min-w-0 space-y-1.5">
              <p className="text-sm font-semibold">{name}</p>
              <pre
                role="region"
                aria-label={name}
                tabIndex={0}
                className="max-h-80 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap"
              >
                {text}
              </pre>
            </div>
          ))}
        </div>
      </section>
      <section aria-labelledby="examined-checks" className="space-y-2">
        <h3 id="examined-checks" className="font-semibold">
          {words.checks}
        </h3>
        <Table caption={words.checks} columns={[words.check, words.state]}>
          {told.checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </Table>
      </section>
    </div>
  );
}

function CheckRow({ check: { name, state, stateText, text, sentences } }: { check: ToldCheck }) {
  const { Icon, colour } = looks[state];
  return (
    <Row>
      <Cell>
        <span className={classNames(state === "failed" && "font-semibold", state === "unknown" && "text-muted")}>{text}</span>
        {state === "failed" && (
          <>
            {" "}
            <Code>{name}</Code>
          </>
        )}
        {sentences.map((sentence) => (
          <span key={sentence} className="mt-1 block">
            {sentence}
          </span>
        ))}
      </Cell>
      <Cell>
        <span className={classNames("flex items-center gap-1.5 whitespace-nowrap", colour)}>
          <Icon aria-hidden className="size-4 shrink-0" />
          {stateText}
        </span>
      </Cell>
    </Row>
  );
}

function useExamination(): ToldExamination | null {
  const { examination } = useForm().state.shown;
  // Our own server wrote it, a moment ago.
  return examination === undefined ? null : (JSON.parse(examination) as ToldExamination);
}

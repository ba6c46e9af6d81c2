"use client";

import { useEffect, useState } from "react";
import { useForm } from "@/components/forms/form-context";
import { fillIn } from "@/components/shell/client-words";
import { CopyText } from "@/components/ui/code";

/** Finished texts of {@link TestTokenResult}, some with {places}. */
export type TestTokenWords = Readonly<
  Record<"command" | "run" | "withVariable" | "yourToken" | "yourTokenWhy" | "lives" | "left" | "over", string>
>;

/** The command that redeems the test token which its form has just made, and how long the token still lives. */
export function TestTokenResult({ words }: { words: TestTokenWords }) {
  const { shown, submission } = useForm().state;
  const { command, life, bearer } = shown;
  if (command === undefined || life === undefined) return null;
  return (
    <div className="space-y-4 rounded-lg border border-line bg-page p-4 text-sm">
      {bearer !== undefined && (
        <div className="space-y-2">
          <p className="font-semibold">{words.yourToken}</p>
          <CopyText text={bearer} name={words.yourToken} />
          <p className="text-muted">{words.yourTokenWhy}</p>
        </div>
      )}
      <p className="font-semibold">{words.run}</p>
      <CopyText text={command} name={words.command} />
      {bearer === undefined && <p className="text-muted">{words.withVariable}</p>}
      <Life key={submission} seconds={Number(life)} words={words} />
    </div>
  );
}

/** Counts a life down. Without JavaScript it says the whole of it. */
function Life({ seconds, words }: { seconds: number; words: TestTokenWords }) {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setLeft(Math.max(0, seconds - Math.floor((performance.now() - start) / 1000))), 500);
    return () => clearInterval(timer);
  }, [seconds]);
  if (left === null) return <p role="timer">{fillIn(words.lives, { seconds: String(seconds) })}</p>;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return <p role="timer">{left === 0 ? words.over : fillIn(words.left, { time })}</p>;
}

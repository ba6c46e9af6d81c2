"use client";

import { useEffect, useRef, useState } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { Following } from "./follow-statistics";
import type { StatisticsWords } from "./told-statistics";

const SPEAK_EVERY_MS = 30_000;

/** Whether new events appear by themselves; and, to those who listen, now and then that some have. */
export function LiveState({ following, spoken, words }: { following: Following; spoken: string; words: StatisticsWords }) {
  const said = useSaidNowAndThen(spoken);
  const text = { on: words.live, paused: words.paused, signedOut: words.signedOut }[following];
  return (
    <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
      <span aria-hidden className={following === "on" ? "size-2 rounded-full bg-ok" : "size-2 rounded-full bg-warn"} />
      <span>{text}</span>
      {following === "signedOut" && <TextLink href="">{words.reload}</TextLink>}
      <noscript>
        <TextLink href="">{words.reload}</TextLink>
      </noscript>
      <span role="status" className="sr-only">
        {said}
      </span>
    </p>
  );
}

/** The latest of a text that changes often, at most every half minute; nothing before the first change. */
function useSaidNowAndThen(text: string): string {
  const [said, setSaid] = useState("");
  const known = useRef({ text, at: 0 });
  useEffect(() => {
    if (text === known.current.text) return;
    const wait = Math.max(0, known.current.at + SPEAK_EVERY_MS - performance.now());
    const timer = setTimeout(
      () => {
        known.current = { text, at: performance.now() };
        setSaid(text);
      },
      known.current.at === 0 ? 0 : wait,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

"use client";

import { useEffect, useState } from "react";
import type { ToldStatistics } from "./told-statistics";

/** How the figures are kept up to date: `on`, `paused` while they cannot be reached, `signedOut` for good. */
export type Following = "on" | "paused" | "signedOut";

const EVERY_MS = 3_000;

/**
 * The figures of an open page, asked for again and again while somebody can see it. What has not changed is not drawn again, so
 * that a tooltip or the focus stays where it is.
 * @param source where the figures are; null: the period is over, nothing changes any more
 */
export function useFollowedStatistics(first: ToldStatistics, source: string | null): { told: ToldStatistics; following: Following } {
  const [told, setTold] = useState(first);
  const [following, setFollowing] = useState<Following>("on");
  useEffect(() => {
    if (source === null) return;
    let known = JSON.stringify(first);
    return everyNowAndThen(async (signal) => {
      const answer = await ask(source, signal);
      if (answer === "signedOut" || answer === "paused") {
        setFollowing(answer);
        return answer === "paused";
      }
      setFollowing("on");
      const text = JSON.stringify(answer);
      if (text !== known) setTold(answer);
      known = text;
      return true;
    });
  }, [first, source]);
  return { told, following };
}

async function ask(source: string, signal: AbortSignal): Promise<ToldStatistics | "paused" | "signedOut"> {
  try {
    const answer = await fetch(source, { signal, headers: { accept: "application/json" }, redirect: "error" });
    if (answer.status === 401 || answer.status === 404) return "signedOut";
    return answer.ok ? ((await answer.json()) as { told: ToldStatistics }).told : "paused";
  } catch {
    return "paused";
  }
}

/** Works every few seconds while the page is visible, at once when it becomes so, until the work says that it was the last. @returns how to stop */
function everyNowAndThen(work: (signal: AbortSignal) => Promise<boolean>): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  const round = async () => {
    clearTimeout(timer);
    // Not after the end: an abort may come while one waits.
    if (busy || stop.signal.aborted || document.visibilityState === "hidden") return;
    busy = true;
    const goOn = await work(stop.signal);
    busy = false;
    if (goOn) timer = setTimeout(() => void round(), EVERY_MS);
    else stop.abort();
  };
  document.addEventListener("visibilitychange", () => void round(), { signal: stop.signal });
  timer = setTimeout(() => void round(), EVERY_MS);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

"use client";

import { CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import type { ToldAttempt } from "./told-attempt";

/** Finished texts of {@link LiveAttempts}. */
export type LiveWords = Readonly<
  Record<"waiting" | "accepted" | "refused" | "what" | "details" | "connecting" | "listening" | "off" | "signedOut" | "reload", string>
>;

// A page that is left open must not ask for ever.
const GIVE_UP_MS = 30 * 60_000;

type Connection = "connecting" | "listening" | "off" | "signedOut";

/**
 * Follows the attempts to redeem that arrive for an app, by server-sent events. Without JavaScript it shows what was known
 * when the page was made, with a link to make it anew.
 * @param url of the stream
 * @param known attempts of before, the newest first
 */
export function LiveAttempts({ url, known, words }: { url: string; known: readonly ToldAttempt[]; words: LiveWords }) {
  // The page is drawn anew after each form of it, with another address in it: the stream goes on.
  const [stream] = useState(url);
  const [attempts, setAttempts] = useState(known);
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => follow(stream, setConnection, (attempt) => setAttempts((before) => withAttempt(before, attempt))), [stream]);
  const [latest] = attempts;
  return (
    <div className="space-y-3 text-sm">
      <div role="status">{latest === undefined ? <Waiting text={words.waiting} /> : <Latest attempt={latest} words={words} />}</div>
      <ul className="space-y-1.5">
        {attempts.slice(1).map((attempt) => (
          <li key={attempt.id} className="flex items-start gap-2">
            {attempt.accepted ? (
              <CircleCheck aria-label={words.accepted} className="mt-0.5 size-4 shrink-0 text-ok" />
            ) : (
              <CircleX aria-label={words.refused} className="mt-0.5 size-4 shrink-0 text-danger" />
            )}
            <TextLink href={`/panel/events/${attempt.id}`}>{attempt.text}</TextLink>
          </li>
        ))}
      </ul>
      <p className="text-muted">
        {words[connection]} {(connection === "off" || connection === "signedOut") && <TextLink href="">{words.reload}</TextLink>}
        <noscript>
          <TextLink href="">{words.reload}</TextLink>
        </noscript>
      </p>
    </div>
  );
}

function Waiting({ text }: { text: string }) {
  return (
    <p className="flex items-center gap-2 rounded-lg bg-accent-soft p-4 font-semibold">
      <LoaderCircle aria-hidden className="size-4 shrink-0 text-accent motion-safe:animate-spin" />
      {text}
    </p>
  );
}

function Latest({ attempt, words }: { attempt: ToldAttempt; words: LiveWords }) {
  return (
    <Alert tone={attempt.accepted ? "ok" : "danger"} title={attempt.accepted ? words.accepted : words.refused}>
      {attempt.sentence !== null && <p>{attempt.sentence}</p>}
      {attempt.remedy !== null && (
        <p>
          {words.what} {attempt.remedy}
        </p>
      )}
      <p>
        {attempt.text}. <TextLink href={`/panel/events/${attempt.id}`}>{words.details}</TextLink>
      </p>
    </Alert>
  );
}

/** @returns how to stop */
function follow(url: string, tell: (connection: Connection) => void, take: (attempt: ToldAttempt) => void): () => void {
  const source = new EventSource(url);
  source.onopen = () => tell("listening");
  // While it is merely away the browser comes back by itself.
  source.onerror = () => tell(source.readyState === EventSource.CLOSED ? "off" : "connecting");
  source.addEventListener("attempt", (message: MessageEvent<string>) => take(JSON.parse(message.data) as ToldAttempt));
  const stop = (connection: Connection) => {
    source.close();
    tell(connection);
  };
  source.addEventListener("signed-out", () => stop("signedOut"));
  const giveUp = setTimeout(() => stop("off"), GIVE_UP_MS);
  return () => {
    clearTimeout(giveUp);
    source.close();
  };
}

// After a reconnection the server tells some a second time.
function withAttempt(before: readonly ToldAttempt[], attempt: ToldAttempt): readonly ToldAttempt[] {
  return before.some(({ id }) => id === attempt.id) ? before : [attempt, ...before].slice(0, 6);
}

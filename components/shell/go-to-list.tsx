"use client";

import { Command } from "cmdk";
import { Copy, CornerDownRight } from "lucide-react";
import { useEffect, useState } from "react";
import { type ClientWords, useWords } from "./client-words";

/** Where the palette leads: a page, or a text that it copies. */
export type Destination =
  | { readonly kind: "page" | "app" | "quickStart" | "issuer" | "apiClient" | "pairing"; readonly href: string; readonly label: string }
  | { readonly kind: "tokenId"; readonly copies: string; readonly label: string };

export type GoToListProps = {
  readonly pages: readonly Destination[];
  readonly source: string | null;
  readonly onDone: () => void;
};

const headings = {
  page: "goToPages",
  app: "goToApps",
  quickStart: "goToQuickStarts",
  issuer: "goToIssuers",
  apiClient: "goToApiClients",
  pairing: "goToPairings",
  tokenId: "goToTokens",
} as const satisfies Record<Destination["kind"], keyof ClientWords>;
type Loading = { readonly state: "loading" | "failed" } | { readonly state: "there"; readonly found: readonly Destination[] };

/** What the command palette lists, by kind; what is typed narrows it down. */
export function GoToList({ pages, source, onDone }: GoToListProps) {
  const words = useWords();
  const [own, setOwn] = useState<Loading>(source === null ? { state: "there", found: [] } : { state: "loading" });
  useEffect(() => {
    if (source === null) return;
    const ended = new AbortController();
    load(source, ended.signal).then(
      (found) => setOwn({ state: "there", found }),
      () => {
        if (!ended.signal.aborted) setOwn({ state: "failed" });
      },
    );
    return () => ended.abort();
  }, [source]);
  const all = own.state === "there" ? [...pages, ...own.found] : pages;
  const take = async (destination: Destination) => {
    if ("href" in destination) window.location.assign(destination.href);
    else await navigator.clipboard.writeText(destination.copies);
    onDone();
  };
  return (
    <Command label={words.goTo} loop>
      <Command.Input
        autoFocus
        placeholder={words.goToPlaceholder}
        className="w-full border-b border-line bg-transparent px-4 py-3.5 text-base outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        {own.state === "loading" && <Command.Loading className="px-2 py-1.5 text-sm text-muted">{words.loading}</Command.Loading>}
        {own.state === "failed" && (
          <p role="alert" className="px-2 py-1.5 text-sm text-danger">
            {words.goToFailed}
          </p>
        )}
        <Command.Empty className="px-2 py-6 text-center text-sm text-muted">{words.goToNothing}</Command.Empty>
        {(Object.keys(headings) as Destination["kind"][]).map((kind) => (
          <Group
            key={kind}
            heading={words[headings[kind]]}
            found={all.filter((one) => one.kind === kind)}
            onTake={(one) => void take(one)}
          />
        ))}
      </Command.List>
    </Command>
  );
}

function Group({ heading, found, onTake }: { heading: string; found: readonly Destination[]; onTake: (one: Destination) => void }) {
  if (found.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="mb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted"
    >
      {found.map((one) => {
        const Icon = "href" in one ? CornerDownRight : Copy;
        return (
          <Command.Item
            key={"href" in one ? one.href : one.copies}
            value={`${one.label} ${"href" in one ? one.href : one.copies}`}
            onSelect={() => onTake(one)}
            className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2 text-sm data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent"
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 truncate">{one.label}</span>
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}

async function load(source: string, signal: AbortSignal): Promise<readonly Destination[]> {
  const answer = await fetch(source, { signal, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${source} answered ${answer.status}`);
  return ((await answer.json()) as { destinations: readonly Destination[] }).destinations;
}

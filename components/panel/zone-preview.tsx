"use client";

import { useEffect, useRef, useState } from "react";
import { type ToldZone, ZoneFacts, type ZoneWords } from "./zone-facts";

/**
 * Stands in a form below its field for a time zone, and tells of the zone that is chosen there what one wants to know before
 * sending it. Without JavaScript it tells of the one that the field begins with.
 * @param field name of the input, which has a list @param source asked for a zone by `?zone=`
 */
export function ZonePreview({ field, source, initial, words }: { field: string; source: string; initial: ToldZone; words: ZoneWords }) {
  const [told, setTold] = useState<ToldZone | null>(initial);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = place.current?.closest("form");
    let latest = "";
    const look = (event: Event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.name !== field) return;
      latest = input.value;
      const listed = [...(input.list?.options ?? [])].some(({ value }) => value === latest);
      if (!listed) {
        setTold(null);
        return;
      }
      // Typing goes on meanwhile: an answer that comes late is about another zone.
      askFor(source, latest)
        .then((answer) => answer?.zone === latest && setTold(answer))
        .catch(() => undefined);
    };
    form?.addEventListener("input", look);
    return () => form?.removeEventListener("input", look);
  }, [field, source]);
  return (
    <div ref={place} role="status" className="empty:hidden">
      {told && (
        <div className="rounded-lg border border-line bg-page p-4">
          <p className="mb-3 text-sm font-semibold">{told.title}</p>
          <ZoneFacts told={told} words={words} />
        </div>
      )}
    </div>
  );
}

async function askFor(source: string, zone: string): Promise<ToldZone | null> {
  const answer = await fetch(`${source}?zone=${encodeURIComponent(zone)}`);
  return answer.ok ? ((await answer.json()) as ToldZone | null) : null;
}

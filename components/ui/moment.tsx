/** An instant, as a clock in `zone` shows it. @param zone IANA name */
export function Moment({ at, zone = "UTC" }: { at: Date; zone?: string }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {inWords(at, zone)}
    </time>
  );
}

/** `22 Nov 2026, 06:20:05 UTC` */
export function inWords(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
    timeZoneName: "short",
  }).format(at);
}

/** A day, as a calendar in `zone` shows it: `22 Nov 2026`. */
export function Day({ at, zone = "UTC" }: { at: Date; zone?: string }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: zone }).format(at)}
    </time>
  );
}

import { requestLanguage } from "@/lib/words";
import { dayInWords, minuteInWords, momentInWords } from "@/lib/words/formats";

/** An instant, as a clock in `zone` shows it. @param zone IANA name */
export async function Moment({ at, zone = "UTC" }: { at: Date; zone?: string }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {momentInWords(at, zone, await requestLanguage())}
    </time>
  );
}

/** The same to the minute, for what begins or ends then. */
export async function Minute({ at, zone = "UTC" }: { at: Date; zone?: string }) {
  return <time dateTime={at.toISOString()}>{minuteInWords(at, zone, await requestLanguage())}</time>;
}

/** A day, as a calendar in `zone` shows it: `22 Nov 2026`. */
export async function Day({ at, zone = "UTC" }: { at: Date; zone?: string }) {
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {dayInWords(at, zone, await requestLanguage())}
    </time>
  );
}

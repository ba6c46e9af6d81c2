import type { LocalCalendar } from "@/lib/core/local-calendar";
import type { SubjectFound } from "./find-subject";

/** Whose statistics a page shows, and to whom. */
export type Whose = {
  /** PLATFORM: everybody's */
  readonly partnerId: string;
  /** for names of files */
  readonly slug: string;
  readonly calendar: LocalCalendar;
  /** the page's own address; `/figures` and `/csv` lie below it */
  readonly base: string;
  /** the reader may see the events and apps behind the figures, in the panel */
  readonly own: boolean;
  readonly apps: readonly { readonly id: string; readonly name: string }[];
  /** looks for an issuer, API client or pairing of the partner; null: there is none that is the partner's */
  readonly findSubject: (id: string) => Promise<SubjectFound | null>;
};

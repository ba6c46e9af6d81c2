import { sharedCounter, takePoint } from "@/lib/limits/shared-counter";

// Nobody sends the same form again after this; a reload of an old answer might.
const REMEMBERED_SECONDS = 6 * 3600;

/**
 * Takes one sending of a form for itself: of a double click, or a reload of the answer, one alone gets true.
 * @param submission the id that stood in the form
 */
export async function claimSubmission(submission: string): Promise<boolean> {
  return (await takePoint(sharedCounter("form", { points: 1, duration: REMEMBERED_SECONDS }), submission)) === null;
}

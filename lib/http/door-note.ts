import { equalText, newToken } from "../crypto/token";
import { newId } from "../id";
import { oncePerProcess } from "../registry";

// The front door tells Next, in the same process, what only it can see. The note is signed with a word that never
// leaves the process, so that a client cannot write one.
const HEADER = "x-latchkey-door";
const word = () => oncePerProcess("door-word", newToken);

/** What the front door knows of a request that it hands to Next. */
export type DoorNote = { readonly requestId: string; readonly peer: string };

/** The header that carries the note. @param peer address of the socket's other end */
export function writeDoorNote(peer: string): { readonly name: string; readonly value: string } {
  return { name: HEADER, value: `${word()} ${newId()} ${peer}` };
}

/** The note of a request, or null when it did not come through the front door of this process. */
export function doorNote(headers: Pick<Headers, "get">): DoorNote | null {
  const [said, requestId, peer] = headers.get(HEADER)?.split(" ") ?? [];
  if (said === undefined || requestId === undefined || peer === undefined || !equalText(said, word())) return null;
  return { requestId, peer };
}

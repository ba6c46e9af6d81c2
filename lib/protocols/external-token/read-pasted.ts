import { LONGEST_JWS } from "@/lib/core/compact-jws";
import { readStrictJson } from "@/lib/core/strict-json";

/** What was taken away from a pasted text to get at the token in it. */
export type TakenAway = "link" | "bearer" | "quotes" | "blanks";

/** A pasted text, read. */
export type Pasted = {
  readonly token: string;
  readonly takenAway: readonly TakenAway[];
  /** a link or a header was pasted that has more than one token */
  readonly ambiguous: boolean;
};

const named = /external-auth-token["']?[=:]["']?([^&#;,"']*)/gi;

/**
 * Finds the token in what somebody has pasted: the token alone, or the link, the cookie or the header that it stands in,
 * with the line breaks of a mail or a terminal. Pure.
 */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  const bearer = /^(?:authorization\s*:\s*)?bearer\s+/i.exec(trimmed)?.[0] ?? "";
  const rest = trimmed.slice(bearer.length);
  const flat = rest.replace(/\s+/g, "");
  const inNames = [...flat.matchAll(named)].map(([, value = ""]) => decoded(value));
  const [found, ...more] = inNames;
  const bare = found ?? flat;
  const token = bare.replace(/^["'<]+|["'>,;]+$/g, "");
  const takenAway: (TakenAway | false)[] = [
    found !== undefined && "link",
    bearer !== "" && "bearer",
    token !== bare && "quotes",
    // A header has a blank of its own.
    (found === undefined ? flat !== rest : /\n/.test(rest)) && "blanks",
  ];
  return { token, takenAway: takenAway.filter((one) => one !== false), ambiguous: more.some((one) => one !== found) };
}

/** A part of a token as a text for people, as far as it can be read. Nothing in it is believed. */
export function readable(token: string, place: 0 | 1): string | null {
  const part = token.slice(0, 2 * LONGEST_JWS).split(".")[place];
  if (part === undefined || !/^[A-Za-z0-9_+/=-]+$/.test(part)) return null;
  const bytes = Buffer.from(part, "base64url");
  // A name that stands there twice is to be seen twice: only what has one reading is laid out.
  const read = readStrictJson(bytes);
  const text = read === null ? bytes.toString("utf8") : JSON.stringify(read, null, 2);
  return text === "" ? null : text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

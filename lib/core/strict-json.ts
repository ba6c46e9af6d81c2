/** A JSON object as it came in: nothing is known of its members. */
export type StrictObject = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// In text that is JSON, a string before a colon is a member's name and nothing else is.
const tokens = /[{}]|("(?:[^"\\]|\\.)*")([ \t\r\n]*:)?/g;

/**
 * Reads one JSON object that every parser reads alike: UTF-8 without a byte order mark, no name twice in one object (of
 * two, one parser takes the first and another the last, RFC 7519 section 4), no lone surrogates. Members may be called
 * `__proto__`: they are members like others, and reach no prototype.
 * @returns null when it is anything else
 */
export function readStrictJson(bytes: Uint8Array): StrictObject | null {
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text);
    return isObject(value) && isUnambiguous(text) ? value : null;
  } catch {
    return null;
  }
}

/** True for what was a JSON object. */
export function isObject(value: unknown): value is StrictObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object's own; undefined when there is none. */
export function member(object: StrictObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

// By a list of its own instead of by recursion: whoever nests deeper than the stack must not end the request.
function isUnambiguous(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(tokens)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else {
      const value = plain(string ?? "");
      if (!value.isWellFormed()) return false;
      if (colon === undefined) continue;
      const names = open.at(-1);
      if (names === undefined || names.has(value)) return false;
      names.add(value);
    }
  }
  return true;
}

function plain(string: string): string {
  return string.includes("\\") ? (JSON.parse(string) as string) : string.slice(1, -1);
}

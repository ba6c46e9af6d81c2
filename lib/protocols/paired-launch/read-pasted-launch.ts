import { launchPath } from "./launch-url";

/** A launch URL as somebody has pasted it. */
export type PastedLaunch = {
  /** scheme and host, where they were pasted too */
  readonly origin: string | null;
  /** null: nothing in it looks like a launch URL */
  readonly path: string | null;
  readonly query: string;
  /** it was pasted out of HTML, where `&` is written `&amp;` */
  readonly hadEntities: boolean;
};

/** Finds the launch URL in a pasted text: alone, without its origin, in quotes or HTML, broken into lines by a mail. Pure. */
export function readPastedLaunch(text: string): PastedLaunch {
  const flat = text.replace(/\s+/g, "");
  const hadEntities = /&amp;/i.test(flat);
  const plain = hadEntities ? flat.replace(/&amp;/gi, "&") : flat;
  const found = /(?:(https?:\/\/[^/"'<>]+))?(\/h\/[^"'<>?#]*)(?:\?([^"'<>#]*))?/i.exec(plain);
  const path = found?.[2] ?? null;
  return {
    origin: found?.[1] ?? null,
    path: path !== null && launchPath.test(path) ? path : null,
    query: found?.[3] ?? "",
    hadEntities,
  };
}

import { emailAddress } from "@/lib/core/email";
import { member, type StrictObject } from "@/lib/core/strict-json";
import { expOf, readUuid, userMember } from "./verify";

/** What was left out of an accepted token, or taken though it is not as it should be: told with its event. */
export type Warning = "sub_is_usuario" | "email_dropped" | "picture_dropped" | "terms_dropped" | "intended_url_refused" | "key_is_weak";

/** Whom a token brings, by the issuer's word. */
export type Visitor = {
  readonly uuid: string;
  readonly jti: string;
  readonly expiresAtMs: number;
  /** nobody has proved that it is theirs */
  readonly email: string | null;
  readonly pictureUrl: string | null;
  readonly acceptsTerms: boolean;
  readonly intendedUrl: unknown;
  readonly warnings: readonly Warning[];
};

/** Takes out of claims that have passed every check what we keep of them; what is wrong of the optional ones is dropped. */
export function readVisitor(claims: StrictObject): Visitor {
  const uuid = readUuid(claims);
  const jti = member(claims, "jti");
  if (uuid === null || typeof jti !== "string") throw new Error("the claims of a token were read before they were checked");
  const [email, picture, terms] = ["email", "picture_url", "accept_terms_and_policies"].map((name) => userMember(claims, name));
  const address = readEmail(email);
  const pictureUrl = readPictureUrl(picture);
  const warnings: (Warning | false)[] = [
    member(claims, "sub") === "usuario" && "sub_is_usuario",
    isThere(email) && address === null && "email_dropped",
    isThere(picture) && pictureUrl === null && "picture_dropped",
    isThere(terms) && typeof terms !== "boolean" && "terms_dropped",
  ];
  return {
    uuid,
    jti,
    expiresAtMs: expOf(claims) * 1000,
    email: address,
    pictureUrl,
    acceptsTerms: terms === true,
    intendedUrl: member(claims, "intended_url"),
    warnings: warnings.filter((warning) => warning !== false),
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** One address in ASCII: lists, line ends and look-alikes of `@` have each led somebody's mail elsewhere (P2-52). */
export function readEmail(value: unknown): string | null {
  if (typeof value !== "string" || !/^[\x21-\x7e]{3,254}$/.test(value)) return null;
  const read = emailAddress.safeParse(value);
  return read.success ? read.data : null;
}

// Kept as a text; the server never asks for it (T18).
function readPictureUrl(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2048 || !/^https:\/\/[\x21-\x7e]+$/.test(value) || value.includes("\\")) return null;
  if (!URL.canParse(value)) return null;
  const { username, password } = new URL(value);
  return username === "" && password === "" ? value : null;
}

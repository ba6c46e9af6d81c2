import { headers } from "next/headers";
import { clientOf } from "@/lib/http/client-address";
import { doorNote } from "@/lib/http/door-note";
import { REQUEST_ID_HEADER, REQUEST_PATH_HEADER } from "@/lib/http/page-headers";
import { isId, newId } from "@/lib/id";

/** What a page or an action knows of the request it serves. */
export type RequestFacts = {
  /** UUID v7, ours */
  readonly requestId: string;
  /** the client's address for limits: IPv4, or the /64 of an IPv6 */
  readonly clientAddress: string;
  /** path and query as the browser asked for them; text of the client: sanitize before use */
  readonly path: string;
  /** a form sent it by JavaScript: a page that is drawn now is part of the answer to its action */
  readonly answersAction: boolean;
};

/** The facts of the request that is being served. */
export async function requestFacts(): Promise<RequestFacts> {
  return factsOf(await headers());
}

/** The facts of a request with these headers. */
export function factsOf(all: Pick<Headers, "get">): RequestFacts {
  const said = all.get(REQUEST_ID_HEADER) ?? "";
  const client = clientOf(doorNote(all)?.peer ?? "", { for: values(all, "x-forwarded-for"), proto: values(all, "x-forwarded-proto") });
  return {
    requestId: isId(said) ? said : newId(),
    clientAddress: client.address,
    path: all.get(REQUEST_PATH_HEADER) ?? "/",
    answersAction: all.get("next-action") !== null,
  };
}

function values(all: Pick<Headers, "get">, name: string): string[] {
  const value = all.get(name);
  return value === null ? [] : [value];
}

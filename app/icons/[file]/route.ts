import { serveIcon } from "./serve-icon";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly file: string }> };

/** The picture of an app, for everybody. No cookie is read or set here. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return serveIcon((await params).file);
}

function notAllowed(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET, HEAD", "cache-control": "no-store" } });
}

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };

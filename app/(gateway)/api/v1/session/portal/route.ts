import { serveOnNext } from "@/lib/http/next-door";
import { portalRoute } from "@/lib/protocols/signed-login";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serveOnNext(portalRoute);

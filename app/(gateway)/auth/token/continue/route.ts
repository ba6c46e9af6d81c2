import { serveOnNext } from "@/lib/http/next-door";
import { heldTokenRoute } from "@/lib/protocols/external-token";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serveOnNext(heldTokenRoute);

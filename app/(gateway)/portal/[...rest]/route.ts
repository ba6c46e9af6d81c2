import { refuseOnNext } from "@/lib/http/next-door";
import { portalLinkRoute } from "@/lib/protocols/portal-link";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = refuseOnNext(portalLinkRoute);

import { refuseOnNext } from "@/lib/http/next-door";
import { externalTokenRoute } from "@/lib/protocols/external-token";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = refuseOnNext(externalTokenRoute);

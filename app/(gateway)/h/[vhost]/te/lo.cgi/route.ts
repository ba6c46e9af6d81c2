import { serveOnNext } from "@/lib/http/next-door";
import { launchRoute } from "@/lib/protocols/paired-launch";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = serveOnNext(launchRoute);

import { refuseOnNext } from "@/lib/http/next-door";
import { obtainRoute } from "@/lib/protocols/paired-launch";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = refuseOnNext(obtainRoute);

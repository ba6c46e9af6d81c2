import { refuseOnNext } from "@/lib/http/next-door";
import { redemptionRoute } from "@/lib/protocols/launch-token";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = refuseOnNext(redemptionRoute);

import { refuseOnNext } from "@/lib/http/next-door";
import { enrolmentRoute } from "@/lib/protocols/signed-login";

export const dynamic = "force-dynamic";
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = refuseOnNext(enrolmentRoute);

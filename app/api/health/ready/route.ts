import { ready } from "@/lib/health/answer";
import { asNextResponse } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return asNextResponse(ready());
}

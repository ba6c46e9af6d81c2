import { answerCsv } from "@/app/statistics/answer-csv";
import { forOperators } from "@/app/statistics/for-operators";
import { ofPlatform } from "@/app/statistics/whose-statistics";

export const dynamic = "force-dynamic";

/** The platform's statistics as a file, for operators alone. */
export async function GET(request: Request): Promise<Response> {
  return forOperators(() => answerCsv(ofPlatform(), request));
}

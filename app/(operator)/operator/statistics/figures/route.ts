import { answerFigures } from "@/app/statistics/answer-figures";
import { forOperators } from "@/app/statistics/for-operators";
import { ofPlatform } from "@/app/statistics/whose-statistics";

export const dynamic = "force-dynamic";

/** The figures of the operator's page of statistics, for operators alone. */
export async function GET(request: Request): Promise<Response> {
  return forOperators(() => answerFigures(ofPlatform(), request));
}

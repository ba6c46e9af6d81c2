import { answerFigures } from "@/app/statistics/answer-figures";
import { answerOwn } from "../panel-statistics";

export const dynamic = "force-dynamic";

/** The figures of the panel's page of statistics, asked for again and again while it is open. */
export async function GET(request: Request): Promise<Response> {
  return answerOwn((whose) => answerFigures(whose, request));
}

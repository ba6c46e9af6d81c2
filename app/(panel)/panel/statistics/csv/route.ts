import { answerCsv } from "@/app/statistics/answer-csv";
import { answerOwn } from "../panel-statistics";

export const dynamic = "force-dynamic";

/** The partner's own statistics as a file. */
export async function GET(request: Request): Promise<Response> {
  return answerOwn((whose) => answerCsv(whose, request));
}

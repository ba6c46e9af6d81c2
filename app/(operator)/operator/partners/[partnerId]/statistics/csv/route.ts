import { answerCsv } from "@/app/statistics/answer-csv";
import { forOperators } from "@/app/statistics/for-operators";
import { ofNamedPartner } from "../of-named-partner";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly partnerId: string }> };

/** The partner's statistics as a file, for operators alone. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return forOperators(async () => {
    const whose = await ofNamedPartner((await params).partnerId);
    return whose ? answerCsv(whose, request) : new Response(null, { status: 404 });
  });
}

import { answerFigures } from "@/app/statistics/answer-figures";
import { forOperators } from "@/app/statistics/for-operators";
import { ofNamedPartner } from "../of-named-partner";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly partnerId: string }> };

/** The figures of the operator's page of a partner's statistics, for operators alone. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return forOperators(async () => {
    const whose = await ofNamedPartner((await params).partnerId);
    return whose ? answerFigures(whose, request) : new Response(null, { status: 404 });
  });
}

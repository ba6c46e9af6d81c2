import { csvAnswer } from "@/app/payoffs/csv-answer";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { isId } from "@/lib/id";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { findPartner } from "@/lib/partners";
import { findStatement } from "@/lib/payoffs";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly partnerId: string; readonly month: string }> };

/** The statement of a partner's month, as a file. For operators; for others there is none. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await currentPanelSession();
  const { partnerId, month } = await params;
  const partner = session?.account.operator === true && isId(partnerId) ? await findPartner(partnerId) : null;
  if (!partner) return new Response(null, { status: session ? 404 : 401 });
  const found = await findStatement(partner.id, month, await partnerCalendar(partner.id));
  return found.ok ? csvAnswer(found.value, partner.slug) : new Response(null, { status: 404 });
}

import { csvAnswer } from "@/app/payoffs/csv-answer";
import { currentPanelSession, developerOf } from "@/lib/accounts/current-account";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { findPartner } from "@/lib/partners";
import { findStatement } from "@/lib/payoffs";

export const dynamic = "force-dynamic";

type Context = { readonly params: Promise<{ readonly month: string }> };

/** The statement of a month of the developer's own partner, as a file. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await currentPanelSession();
  const developer = session && developerOf(session);
  if (!developer) return new Response(null, { status: session ? 404 : 401 });
  const [partner, calendar] = await Promise.all([findPartner(developer.partnerId), partnerCalendar(developer.partnerId)]);
  const found = await findStatement(developer.partnerId, (await params).month, calendar);
  return found.ok && partner ? csvAnswer(found.value, partner.slug) : new Response(null, { status: 404 });
}

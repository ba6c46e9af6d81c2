import { lookWhoIsSignedIn } from "@/app/statistics/signed-in";
import type { Whose } from "@/app/statistics/whose";
import { ofPartner } from "@/app/statistics/whose-statistics";
import { findPartner } from "@/lib/partners";

/** The statistics of the partner that somebody works for; null: it is gone. */
export async function ownStatistics(partnerId: string): Promise<Whose | null> {
  const partner = await findPartner(partnerId);
  return partner && ofPartner(partner, "/panel/statistics", true);
}

/** Answers with the statistics of the partner that whoever is signed in works for; 401 to nobody, 404 to those of no partner. */
export async function answerOwn(answer: (whose: Whose) => Promise<Response>): Promise<Response> {
  const who = await lookWhoIsSignedIn();
  if (who === null) return new Response(null, { status: 401 });
  const whose = who.developer && (await ownStatistics(who.developer.partnerId));
  return whose ? answer(whose) : new Response(null, { status: 404 });
}

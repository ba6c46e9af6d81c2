import { partnerCalendars } from "@/lib/calendars/partner-calendars";
import { closableFrom, listOpenPartners, nextToClose } from "@/lib/payoffs";

/** The month of each partner that is closed next. @property from when it can be */
export type MonthToClose = { readonly partnerId: string; readonly name: string; readonly month: string; readonly from: Date };

/** Of every partner with something in no statement yet the month that is closed next, the one that can be closed first before all others. */
export async function monthsToClose(): Promise<MonthToClose[]> {
  const open = await listOpenPartners();
  const calendars = await partnerCalendars(open.map(({ partnerId }) => partnerId));
  return open
    .flatMap(({ partnerId, name, oldestOpen, lastClosed }) => {
      const calendar = calendars.get(partnerId);
      const month = calendar && nextToClose(calendar, oldestOpen, lastClosed);
      return calendar && month ? [{ partnerId, name, month, from: closableFrom(calendar, month) }] : [];
    })
    .sort((left, right) => left.from.getTime() - right.from.getTime());
}

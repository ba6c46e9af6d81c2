/** The door of the pay-offs' room: what partners earn, month by month, until it is paid. */
export { type CloseRefusal, closeMonth } from "./close-month";
export type { PayoffEntry } from "./entry";
export type { PayoffLine, PayoffTotal } from "./lines";
export { listMonths, listOpenPartners, listUnpaid, monthToClose, type PayoffMonth } from "./list-months";
export { closableFrom, isMonth, lateFrom, monthAfter, monthAt, nextToClose } from "./month";
export { correctPayment, paymentInput, type PaymentRefusal, payStatement } from "./record-payment";
export { findStatement, type Statement } from "./statement";

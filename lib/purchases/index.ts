/** The door of the purchases' room: who buys what and how it is paid, who may enter which app, from when until when. */
export { buyApp, type BuyRefusal } from "./buy-app";
export { accessPrice, getFreeAccess, grantAccess, revokeAccess } from "./change-access";
export { type AccessEntry, listAccess, openOrigins } from "./list-access";
export {
  lastPurchase,
  listAllPurchases,
  listPendingPurchases,
  listPurchases,
  type PurchaseEntry,
  type PurchaseState,
  purchaseStates,
} from "./list-purchases";
export { cancelPurchase, confirmPurchase, refundPurchase, rejectPurchase } from "./settle-purchase";
export { sumSales } from "./sum-sales";

/** The door of the partners' room: the organisation, its partnership with the platform, its time zone. */
export { createPartner, partnerInput } from "./create-partner";
export { findPartner, listAskingPartners, listPartners, partnerSummary, type PartnerStatus, type PartnerSummary } from "./find-partner";
export {
  approvePartnership,
  partnershipNote,
  type PartnershipRefusal,
  rejectPartnership,
  requestPartnership,
  resumePartner,
  suspendPartner,
} from "./partnership";
export { keepShare, scheduleShare, shareChange, toBasisPoints } from "./share";
export { scheduleTimeZone, timeZoneName } from "./time-zone";

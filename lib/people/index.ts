/** The end users' realm: who they are, their sessions, the test users of partners. Nothing here knows panel accounts. */
export { confirmEmail, requestEmailChange, resendConfirmation } from "./confirm-email";
export { checkEndUserCredentials, createEndUser, type EndUser, endUserInput, findEndUser, signUp } from "./end-user";
export { displayName, rename } from "./profile";
export { changePassword, hasChosenPassword, isResetLinkOpen, requestPasswordReset, resetPassword } from "./password";
export { closeSession, findSession, newSession, openSession } from "./session";
export { closeOtherSessions, closeSessionById, listSessions, type OpenSession } from "./sessions";
export { resumeEndUser, suspendEndUser } from "./suspension";
export { createTestUser, findTestUser, listTestUsers, type TestUser, testTwin, testUserInput } from "./test-user";

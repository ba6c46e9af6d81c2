/** The end users' realm: who they are, their sessions, the test users of partners. Nothing here knows panel accounts. */
export { checkEndUserCredentials, createEndUser, type EndUser, endUserInput, type EndUserInput, findEndUser, signUp } from "./end-user";
export { closeSession, findSession, openSession, type Session } from "./session";
export { resumeEndUser, suspendEndUser } from "./suspension";
export { createTestUser, findTestUser, listTestUsers, type TestUser, testTwin, testUserInput, type TestUserInput } from "./test-user";

/** The end users' realm: who they are, their sessions, the test users of partners. Nothing here knows panel accounts. */
export { checkEndUserCredentials, createEndUser, type EndUser, endUserInput, findEndUser, signUp } from "./end-user";
export { closeSession, findSession, openSession } from "./session";
export { resumeEndUser, suspendEndUser } from "./suspension";
export { createTestUser, findTestUser, listTestUsers, type TestUser, testTwin, testUserInput } from "./test-user";

import type { Instrumentation } from "next";

/** Next calls this once when a server starts. Behind our front door the platform runs already, and this does nothing. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startPlatform } = await import("./lib/platform/start");
  const { takeOverConsole } = await import("./lib/log");
  try {
    await startPlatform({ serve: true });
  } catch (error) {
    // Next would go on, and answer 500 to everything.
    const { EnvironmentMistake } = await import("./lib/env");
    if (!(error instanceof EnvironmentMistake)) throw error;
    for (const sentence of error.sentences) process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
  if (process.env.NODE_ENV === "production") takeOverConsole();
}

/** Next calls this for each page, action or route that failed: the log gets the request id that the answer shows (PN-49). */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log, loggableTarget } = await import("./lib/log");
  const { noteFailure } = await import("./lib/health/check-database");
  noteFailure(error);
  const requestId = request.headers["x-request-id"];
  log().error({ error, requestId, path: loggableTarget(request.path) }, "a page failed");
};

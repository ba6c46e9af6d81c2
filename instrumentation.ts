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

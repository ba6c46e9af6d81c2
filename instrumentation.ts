/** Next calls this once when a server starts. Behind our front door the platform runs already, and this does nothing. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startPlatform } = await import("./lib/platform/start");
  const { takeOverConsole } = await import("./lib/log");
  await startPlatform({ serve: true });
  if (process.env.NODE_ENV === "production") takeOverConsole();
}

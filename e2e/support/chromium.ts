import { existsSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import lockfile from "proper-lockfile";

// Chromium's own errands (updates, sync, look-ups) need a network that a test machine may not have.
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  // No test machine has one, and looking for it costs a quarter of each page's time.
  "--disable-gpu",
];
const installedAt = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** How to start a Chromium that is there: `CHROMIUM_PATH`, an installed one, else the one inside an npm package. */
export async function chromiumLaunch(): Promise<{ executablePath: string; args: string[] }> {
  const installed = [process.env.CHROMIUM_PATH, ...installedAt].find((place) => place !== undefined && existsSync(place));
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  if (installed !== undefined && process.env.CHROMIUM !== "npm") return { executablePath: installed, args: [...quiet, ...sandbox] };
  return unpackChromium();
}

// The package unpacks itself into the folder for temporary files: of two test runs at once the second waits.
async function unpackChromium(): Promise<{ executablePath: string; args: string[] }> {
  // Makes the package unpack the shared libraries it brings, which a slim machine lacks.
  process.env.VERCEL ??= "1";
  const { default: chromium } = await import("@sparticuz/chromium");
  chromium.setGraphicsMode = false;
  const turn = path.join(os.tmpdir(), `latchkey-chromium-${os.userInfo().uid}`);
  mkdirSync(turn, { recursive: true });
  const release = await lockfile.lock(turn, { retries: { forever: true, minTimeout: 100, maxTimeout: 500 } });
  try {
    const args = [...chromium.args.filter((flag) => flag !== "--single-process"), ...quiet, "--no-sandbox"];
    return { executablePath: await chromium.executablePath(), args };
  } finally {
    await release();
  }
}

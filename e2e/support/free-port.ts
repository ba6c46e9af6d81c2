import { randomInt } from "node:crypto";
import net from "node:net";

/** A free port on 127.0.0.1, from below the range that systems give to outgoing connections, of which these tests make many. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(12_000, 20_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port was found between 12000 and 20000.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

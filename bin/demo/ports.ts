import net from "node:net";

/** Says in a sentence which of the ports is taken, or null. @param flags port → the flag by which to choose another */
export async function takenPort(flags: ReadonlyMap<number, string>): Promise<string | null> {
  for (const [port, flag] of flags) {
    if (!(await isFree(port))) return `Port ${port} is taken by another program: stop that one, or choose another port by ${flag}.`;
  }
  return null;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

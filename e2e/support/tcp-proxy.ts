import net from "node:net";

/** A network between a server process and its database that can be cut, held and listened to. */
export class TcpProxy {
  private readonly connections = new Set<net.Socket>();
  private server: net.Server | null = null;
  private held = false;
  private readonly taps = new Set<(bytes: Buffer) => void>();
  private constructor(
    readonly port: number,
    private readonly target: { host: string; port: number },
  ) {}

  /** @param open false: nobody listens yet, as when the database has not been started */
  static async before(databaseUrl: string, port: number, { open = true } = {}): Promise<TcpProxy> {
    const { hostname, port: targetPort } = new URL(databaseUrl);
    const proxy = new TcpProxy(port, { host: hostname, port: Number(targetPort) });
    if (open) await proxy.open();
    return proxy;
  }

  /** The database's URL by way of this proxy. */
  urlFor(databaseUrl: string): string {
    return Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(this.port) }).href;
  }

  /** How many clients are connected. */
  get connected(): number {
    return this.connections.size;
  }

  /** Takes connections (again). */
  async open(): Promise<void> {
    const server = net.createServer((client) => this.connect(client));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.port, "127.0.0.1", resolve);
    });
  }

  /** Resets every connection and refuses new ones: the database is gone. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = null;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const client of this.connections) client.resetAndDestroy();
    await closed;
  }

  /** Lets nothing through, in either direction, nor drops anything: the network swallows what is sent. */
  hold(): void {
    this.held = true;
    for (const client of this.connections) client.emit("hold");
  }

  /** Lets through what was held, and what comes. */
  release(): void {
    this.held = false;
    for (const client of this.connections) client.emit("release");
  }

  /** Calls `listen` with everything that clients send from now on. @returns ends it */
  tap(listen: (bytes: Buffer) => void): () => void {
    this.taps.add(listen);
    return () => this.taps.delete(listen);
  }

  private connect(client: net.Socket): void {
    const upstream = net.connect(this.target);
    this.connections.add(client);
    const both = [client, upstream];
    const flow = () => both.forEach((socket) => (this.held ? socket.pause() : socket.resume()));
    client.on("hold", flow);
    client.on("release", flow);
    client.on("data", (bytes: Buffer) => {
      for (const listen of this.taps) listen(bytes);
      upstream.write(bytes);
    });
    upstream.on("data", (bytes: Buffer) => client.write(bytes));
    for (const socket of both) {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.connections.delete(client);
        for (const one of both) one.destroy();
      });
    }
    flow();
  }
}

import { encode } from "next-auth/jwt";
import pc from "picocolors";
import { openPanelSession } from "@/lib/accounts/panel-session";
import { panelCookies } from "@/lib/accounts/panel-cookies";
import { panelSecret } from "@/lib/accounts/panel-token";
import { setMasterSecret } from "@/lib/crypto/keys";
import { newToken } from "@/lib/crypto/token";
import { setDatabaseUrl } from "@/lib/db/address";
import { migrate } from "@/lib/db/migrate";
import { closePools } from "@/lib/db/pools";
import { packageRoot } from "@/lib/env/package-root";
import { rollUpOnce } from "@/lib/statistics";
import { seed } from "@/prisma/seed";
import { buildProduct } from "./build-product";
import type { CleanUp } from "./clean-up";
import { cpuSeconds } from "./cpu-time";
import { type BenchDatabase, startDatabase } from "./database";
import { type Connection, openConnection } from "./load/connection";
import { median } from "./median";
import { number } from "./report";
import { say } from "./say";
import { startServerProcess } from "./server-process";
import { frontDoorCommand } from "./variants/latchkey";
import { wireRequest } from "./variants/variant";

const LOOKS = 20;
const LIMIT_RATIO = 3;
/** A form that is always the same, and asks nobody anything: what rendering a page costs at the least. */
const CONSTANT = "/panel/forgot-password";

/** A page, and as whom it is looked at. */
type Page = { readonly path: string; readonly cookie: string | null };
/** What a look costs: milliseconds from the request to the whole answer, and of the server's processors; null where these are not told. */
type Cost = { readonly ms: number; readonly cpuMs: number | null };

/**
 * Measures what pages of the catalogue, the panel and the operator's area cost the server beside a page that is always the same,
 * on the data of the demo.
 * @throws Error when a page is not answered by 200
 */
export async function benchPages(repeats: number, cleanUp: CleanUp): Promise<void> {
  const root = packageRoot();
  await buildProduct(root, cleanUp);
  const postgres = await startDatabase(cleanUp);
  const database = await postgres.createDatabase("pages");
  await migrate(database.url);
  const secret = newToken();
  const pages = await fill(database, secret);
  say("Starting the front door …");
  const command = await frontDoorCommand(root, { database, secret, cast: { bearers: [] } });
  const { pid } = await startServerProcess(command, cleanUp);
  const connection = await openConnection(command.port);
  const costs = pages.map(() => [] as Cost[]);
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    for (const [at, page] of pages.entries()) {
      const cost = await look(connection, command.port, pid, page);
      // The first turn warms up.
      if (repeat > 0) costs[at]?.push(cost);
    }
  }
  connection.close();
  report(pages, costs);
}

/** Writes the demo's data, counts it, and signs its people in. */
async function fill(database: BenchDatabase, secret: string): Promise<Page[]> {
  setMasterSecret(secret);
  setDatabaseUrl(database.url);
  const { operator, developers } = await seed(newToken(), [1, 2], say);
  while ((await rollUpOnce()) > 0);
  const cookieOf = async (email: string) => {
    const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM panel_accounts WHERE email = $1", [email]);
    const sid = await openPanelSession(rows[0]?.id ?? "", null);
    return `${panelCookies("http://127.0.0.1").session}=${await encode({ token: { sid }, secret: panelSecret() })}`;
  };
  const [developer, operatorCookie] = [await cookieOf(developers[0] ?? ""), await cookieOf(operator)];
  await closePools();
  await database.pool.query("VACUUM ANALYZE");
  const { rows } = await database.pool.query<{ id: string; slug: string }>(
    `SELECT a.id, a.slug FROM apps a JOIN app_revisions r ON r.app_id = a.id AND r.state = 'published'
       JOIN members m ON m.partner_id = a.partner_id JOIN panel_accounts c ON c.id = m.account_id WHERE c.email = $1 ORDER BY a.slug LIMIT 1`,
    [developers[0]],
  );
  const [app] = rows;
  if (!app) throw new Error("the demo has no published app");
  const panel = ["", "/apps", `/apps/${app.id}`, "/bearer-tokens", "/issuers", "/statistics", "/events", "/payoffs", "/settings"];
  return [
    ...[CONSTANT, "/services", `/services/${app.slug}`].map((path) => ({ path, cookie: null })),
    ...panel.map((path) => ({ path: `/panel${path}`, cookie: developer })),
    ...["", "/partners", "/statistics", "/payoffs"].map((path) => ({ path: `/operator${path}`, cookie: operatorCookie })),
  ];
}

async function look(connection: Connection, port: number, pid: number, { path, cookie }: Page): Promise<Cost> {
  const request = wireRequest("GET", path, port, ["accept: text/html", ...(cookie === null ? [] : [`cookie: ${cookie}`])]);
  const before = cpuSeconds(pid);
  const times: number[] = [];
  for (let done = 0; done < LOOKS; done += 1) {
    const start = performance.now();
    const { status } = await connection.send(request);
    times.push(performance.now() - start);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
  }
  const after = cpuSeconds(pid);
  return { ms: median(times), cpuMs: before === null || after === null ? null : ((after - before) * 1000) / LOOKS };
}

function report(pages: readonly Page[], costs: readonly (readonly Cost[])[]): void {
  const [constant = []] = costs;
  const lines = pages.map(({ path }, at) => {
    const own = costs[at] ?? [];
    const ratio = median(own.map(({ ms }, turn) => ms / (constant[turn]?.ms ?? ms)));
    const cpu = own.flatMap(({ cpuMs }) => cpuMs ?? []);
    const cells = [number(median(own.map(({ ms }) => ms)), 1), number(cpu.length === 0 ? null : median(cpu), 1), number(ratio, 2)];
    const told = at === 0 ? "" : ratio <= LIMIT_RATIO ? pc.green("met") : pc.red("missed");
    return `  ${path.replace(/[0-9a-f-]{36}/, "<app>").padEnd(30)}${cells.map((cell) => cell.padStart(12)).join("")}   ${told}`;
  });
  const head = `${"".padEnd(32)}${["ms", "Node CPU ms", "× constant"].map((cell) => cell.padStart(12)).join("")}   goal ≤ ${LIMIT_RATIO}`;
  process.stdout.write(`\n${pc.bold(head)}\n${lines.join("\n")}\n`);
}

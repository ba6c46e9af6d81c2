import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";
import { aCountry, forgiveCalls, newApiClient } from "../support/signed-login";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
afterAll(() => world.close());

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

// Node's is part of the partner's site, which has a test in the browser.
const examples = [
  ["Python", "python3", "sign_in.py"],
  ["PHP", "php", "sign_in.php"],
] as const;

describe.each(doors())("the examples get the address of the page, or a session, %s", (_name, { url }) => {
  test.for(examples)("%s", async ([, program, file], { skip }) => {
    skip(!isThere(program), `there is no ${program} on this machine`);
    await forgiveCalls(world);
    const client = await newApiClient(world, world.partners.A);
    const run = (apiSecret: string) =>
      spawnSync(program, [path.join(packageRoot(), "examples/signed-login", file), "user-ż-1", aCountry("quiet")], {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          NODE_ENV: "production" as const,
          LATCHKEY_URL: url,
          API_KEY: client.apiKey,
          API_SECRET: apiSecret,
        },
        encoding: "utf8",
      });
    const first = run(client.secret);
    expect(first.stderr).toBe("");
    const answer = JSON.parse(first.stdout) as { enrolmentUrl?: string; sessionToken?: string };
    expect(answer.enrolmentUrl ?? answer.sessionToken).toMatch(/\/enrollmentform\/v2\?jwt=|^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(run("another secret").status).not.toBe(0);
  });
});

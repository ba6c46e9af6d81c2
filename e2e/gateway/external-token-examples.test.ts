import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";
import { Browser, expectIn, forgive, type Issuer, newIssuer } from "../support/external-token";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let issuer: Issuer;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgive(world);
  issuer = await newIssuer(world, world.partners.A);
});
afterAll(() => world.close());

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

const examples = [
  ["Node", process.execPath, "sign_in_link.mjs"],
  ["Python", "python3", "sign_in_link.py"],
  ["PHP", "php", "sign_in_link.php"],
] as const;

describe.each(doors())("the examples sign a user in, %s", (_name, { url }) => {
  test.for(examples)("%s", async ([, program, file], { skip }) => {
    skip(!isThere(program), `there is no ${program} on this machine`);
    const env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production" as const,
      PLATFORM_URL: url,
      ISSUER: issuer.iss,
      ISSUER_KEY: issuer.key,
    };
    const script = path.join(packageRoot(), "examples/external-token", file);
    const { stdout, stderr } = spawnSync(program, [script, "user-ż-1", "ada@alpha.example", "https://alpha.example/reader/1"], {
      env,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const link = stdout.trim();
    expect(link.startsWith(`${url}/auth/token?`)).toBe(true);
    await expectIn(world, await new Browser(url).ask(link.slice(url.length)), issuer, "https://alpha.example/reader/1");
  });
});

import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";
import { Caller, expectIn, newPairing, PairingSet } from "../support/paired-launch";
import { doors } from "../support/test-servers";

const set = PairingSet.forThisFile();

const isThere = (program: string) => spawnSync(program, ["--version"]).status === 0;

const examples = [
  ["Node", process.execPath, "launch_url.mjs"],
  ["Python", "python3", "launch_url.py"],
  ["PHP", "php", "launch_url.php"],
  ["Perl", "perl", "launch_url.pl"],
] as const;

const run = (program: string, file: string, url: string, psClientId: string, apiToken: string, key: string) =>
  spawnSync(program, [path.join(packageRoot(), "examples/paired-launch", file), psClientId], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      PLATFORM_URL: url,
      API_TOKEN: apiToken,
      SIGNATURE_KEY: key,
    },
    encoding: "utf8",
  });

describe.each(doors())("P4-06 the examples open a paired account, %s", (_name, { url }) => {
  test.for(examples)("%s", async ([, program, file], { skip }) => {
    skip(!isThere(program), `there is no ${program} on this machine`);
    const pairing = await newPairing(set.world, set.a.bearer, {
      psClientId: `shop & ż=${set.a.psClientId.slice(2)}`.replaceAll(" ", "_"),
      key: "S3cret & ż=%20 key",
    });
    const { stdout, stderr } = run(program, file, url, pairing.psClientId, pairing.bearer.token, pairing.key);
    expect(stderr).toBe("");
    const launch = stdout.trim();
    expect(launch.startsWith(`${url}/h/${pairing.vhost}/te/lo.cgi?Action=Launch&pt=`)).toBe(true);
    await expectIn(set.world, await new Caller(url).ask(launch.slice(url.length)), pairing);
  });

  test.for(examples)("%s says why where it is refused", ([, program, file], { skip }) => {
    skip(!isThere(program), `there is no ${program} on this machine`);
    const { status, stdout, stderr } = run(program, file, url, "nobody", set.a.bearer.token, "key");
    expect([status === 0, stdout]).toEqual([false, ""]);
    expect(stderr).toContain(file.endsWith(".py") ? "404" : "not_found");
  });
});

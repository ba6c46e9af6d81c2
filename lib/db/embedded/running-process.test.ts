import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { findProcess, fromPs } from "./running-process";

const hasPs = (() => {
  try {
    execFileSync("ps", ["-o", "pid=", "-p", String(process.pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test("a running process is found with its command line, and not once it has ended", async () => {
  const child = spawn("/bin/sleep", ["30"], { stdio: "ignore" });
  const pid = child.pid ?? 0;
  await once(child, "spawn");
  expect(await findProcess(pid)).toMatchObject({ commandLine: expect.stringContaining("sleep 30 ") as string });
  if (hasPs) expect(await fromPs(pid)).toMatchObject({ commandLine: expect.stringContaining("sleep 30 ") as string });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await findProcess(pid)).toBeNull();
  expect(await fromPs(pid)).toBeNull();
});

test("a zombie counts as dead", async () => {
  // The shell becomes `sleep` before its child ends, and `sleep` never asks after it.
  const parent = spawn("/bin/sh", ["-c", "sleep 0.2 & echo $!; exec sleep 30"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const zombie = Number(String((await once(parent.stdout, "data"))[0]));
    expect(await findProcess(zombie)).not.toBeNull();
    await sleep(500);
    expect(process.kill(zombie, 0)).toBe(true);
    expect(await findProcess(zombie)).toBeNull();
    if (hasPs) expect(await fromPs(zombie)).toBeNull();
  } finally {
    parent.kill("SIGKILL");
  }
});

import { describe, expect, test } from "vitest";
import { loggableTarget, makeLogger } from "./log";

function logged(write: (logger: ReturnType<typeof makeLogger>) => void): string {
  let out = "";
  write(makeLogger("debug", { write: (text) => void (out += text) }));
  return out;
}

describe("the log", () => {
  test("R23: replaces what is secret by name, at every depth that is logged", () => {
    const out = logged((log) =>
      log.info(
        {
          authorization: "canary",
          headers: { cookie: "canary", "set-cookie": "canary" },
          a: { b: { token: "canary" } },
          password: "canary",
          url: "/x?services=canary",
        },
        "hello",
      ),
    );
    expect(out).not.toContain("canary");
    expect(out).toContain("[redacted]");
  });

  test("PN-47: one line for one entry, whatever is in it", () => {
    const out = logged((log) => log.info({ agent: 'x\r\n{"level":"info","msg":"forged"}' }, "line\nbreak"));
    expect(out.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ msg: "line\nbreak" });
  });

  test("tells of an error what it is and where, never the values a database repeats", () => {
    const error = Object.assign(new Error("Invalid invocation {\n data: { email: 'canary' }\n}\nUnique constraint failed"), {
      code: "P2002",
      detail: "Key (email)=(canary)",
      parameters: ["canary"],
    });
    const out = logged((log) => log.error({ error }, "failed"));
    expect(out).toContain("Unique constraint failed");
    expect(out).toContain("P2002");
    expect(out).not.toContain("canary");
  });

  test.each([
    ["/api/authorization/SECRET", "/api/authorization/[redacted]"],
    ["/API/authorization/SECRET?x=1", "/api/authorization/[redacted]"],
    ["/services?services=SECRET", "/services"],
    ["/a#SECRET", "/a"],
  ])("shows of the target %s no more than %s", (target, shown) => {
    expect(loggableTarget(target)).toBe(shown);
  });
});

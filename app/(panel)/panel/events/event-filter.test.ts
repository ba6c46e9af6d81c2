import { describe, expect, test } from "vitest";
import { eventReasons } from "./explain-event";
import { isFiltered, olderQuery, readEventFilter } from "./event-filter";

const ID = "01a20210-1ad7-77fe-9e35-f1389bb915d7";

describe("the filter of the events page", () => {
  test.each([
    [{}],
    [{ outcome: "", kind: "", reason: "", request: "" }],
    [{ outcome: "refused" }],
    [{ kind: "login", reason: "token_used" }],
    [{ request: ` ${ID.toUpperCase()} ` }],
    [{ before: `1795331859000_${ID}` }],
  ])("%j is read", (query) => expect(readEventFilter(query).ok).toBe(true));

  test.each([
    [{ "status[not]": "x" }],
    [{ outcome: '{"not":"x"}' }],
    [{ outcome: ["accepted", "refused"] }],
    [{ outcome: "undefined" }],
    [{ orderBy: "passwordHash" }],
    [{ reason: "no_such_reason" }],
    [{ reason: "__proto__" }],
    [{ request: "x" }],
    [{ request: "1 OR 1=1" }],
    [{ before: "x" }],
    [{ before: `9999999999999999_${ID}` }],
    [{ before: `999999999999999_${ID}` }],
    [{ before: "1_0000" }],
    [{ partnerId: ID }],
    [{ kind: "launch\u0000" }],
    [{ __proto__x: "y" }],
  ])("PN-43: %j is refused", (query) => expect(readEventFilter(query)).toEqual({ ok: false, reason: "filter_malformed" }));

  test("every reason of the protocol can be chosen", () => {
    for (const reason of eventReasons) expect(readEventFilter({ reason }).ok).toBe(true);
    expect(eventReasons).toContain("token_used");
    expect(eventReasons).toContain("not_a_test_user");
  });

  test("the next page goes on behind the last event, with the same filter", () => {
    const filter = readEventFilter({ outcome: "refused", kind: "" });
    if (!filter.ok) throw new Error(filter.reason);
    const query = olderQuery(filter.value, { at: new Date(1_795_331_859_123), id: ID });
    expect(query).toBe(`outcome=refused&before=1795331859123_${ID}`);
    const next = readEventFilter(Object.fromEntries(new URLSearchParams(query)));
    expect(next).toEqual({
      ok: true,
      value: expect.objectContaining({ outcome: "refused", before: { at: new Date(1_795_331_859_123), id: ID } }),
    });
  });

  test("an empty form is no filter", () => {
    const none = readEventFilter({ outcome: "", request: "" });
    expect(none.ok && isFiltered(none.value)).toBe(false);
  });
});

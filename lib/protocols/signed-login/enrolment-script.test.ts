import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { enrolmentScript } from "./enrolment-script";

// The script in a page that is as much of one as it looks at. A real browser, with frames, is in e2e/gateway/signed-login.spec.ts.
type Listener = (event: { isTrusted: boolean }) => void;
type Part = {
  hidden: boolean;
  disabled: boolean;
  checked: boolean;
  textContent: string;
  dataset: Record<string, string>;
  on: Record<string, Listener>;
};

const PARENTS = ["https://embed-a.example", "https://embed-b.example"];

function aPage(
  options: { over?: boolean; framed?: boolean; webview?: object; answer?: { status: number; body: object }; visible?: boolean } = {},
) {
  const { framed = true, webview = {}, answer = { status: 200, body: { sessionToken: "a.b.c" } }, visible = true } = options;
  const part = (): Part => ({ hidden: true, disabled: true, checked: false, textContent: "", dataset: {}, on: {} });
  const parts: Record<string, Part> = Object.fromEntries(
    ["facts", "said", "decision", "agree", "accept", "cancel", "end"].map((id) => [id, part()]),
  );
  const at = (id: string) => parts[id] ?? part();
  const facts = {
    origins: JSON.stringify(PARENTS),
    jwt: "x.y.z",
    page: "sealed",
    accept: "/enrollmentform/v2/accept",
    done: "Done",
    cancelled: "Not accepted",
    tooLate: "Too late",
    failed: "Again",
  };
  at("facts").dataset = options.over ? { origins: facts.origins, over: "" } : facts;
  const [posted, asked]: [[unknown, string][], { url: string; body: string }[]] = [[], []];
  let [reloads, listeners] = [0, 0];
  const window: Record<string, unknown> = {
    ...webview,
    location: { reload: () => (reloads += 1) },
    addEventListener: () => (listeners += 1),
  };
  window.parent = framed ? { postMessage: (message: unknown, origin: string) => posted.push([message, origin]) } : window;
  class IntersectionObserverEntry {
    readonly isVisible = visible;
    readonly isIntersecting = true;
  }
  class IntersectionObserver {
    constructor(private readonly told: (entries: object[]) => void) {}
    observe = () => this.told([new IntersectionObserverEntry()]);
  }
  Object.defineProperty(IntersectionObserverEntry.prototype, "isVisible", { value: visible });
  const element = (id: string) =>
    Object.assign(at(id), { addEventListener: (name: string, listener: Listener) => void (at(id).on[name] = listener) });
  const fetch = (url: string, { body }: { body: URLSearchParams }) => {
    asked.push({ url, body: body.toString() });
    return Promise.resolve({ status: answer.status, json: () => Promise.resolve(answer.body) });
  };
  const setTimeout = (work: (value: boolean) => void, _ms: number, value: boolean) => work(value);
  const page = {
    window,
    document: { getElementById: element },
    IntersectionObserver,
    IntersectionObserverEntry,
    fetch,
    setTimeout,
    clearTimeout: () => undefined,
    URLSearchParams,
  };
  runInContext(enrolmentScript, createContext(page));
  const press = async (id: string, event = { isTrusted: true }) => {
    at(id).on.click?.(event);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const tick = () => {
    at("agree").checked = true;
    at("agree").on.change?.({ isTrusted: true });
  };
  return { at, posted, asked, press, tick, reloads: () => reloads, listeners: () => listeners };
}

const success = { eventType: "SIGN_IN_SUCCESS", sessionToken: "a.b.c" };

describe("the script of the enrolment page", () => {
  test("P3E-18 P3E-23: after a tick and a press every registered origin hears once, by its name; the script listens to nobody", async () => {
    const page = aPage();
    expect(page.at("decision").hidden).toBe(false);
    await page.press("accept");
    expect(page.asked).toEqual([]);
    page.tick();
    await page.press("accept", { isTrusted: false });
    expect(page.asked).toEqual([]);
    await page.press("accept");
    await page.press("accept");
    expect(page.asked).toEqual([{ url: "/enrollmentform/v2/accept", body: "jwt=x.y.z&page=sealed&agreed=yes" }]);
    expect(page.posted).toEqual(PARENTS.map((origin) => [success, origin]));
    expect(page.at("said").textContent).toBe("Done");
    expect(page.listeners()).toBe(0);
    await page.press("cancel");
    expect(page.posted).toHaveLength(PARENTS.length);
  });

  test("P3E-19: Cancel asks us nothing and tells no token", async () => {
    const page = aPage();
    await page.press("cancel");
    expect(page.posted).toEqual(PARENTS.map((origin) => [{ eventType: "SIGN_IN_CANCELLED" }, origin]));
    expect(page.asked).toEqual([]);
  });

  test("P3E-09: a page that is over tells at once that nobody came in", () => {
    expect(aPage({ over: true }).posted).toEqual(PARENTS.map((origin) => [{ eventType: "SIGN_IN_CANCELLED" }, origin]));
  });

  test("P3E-21: in a window of its own it tells nobody", async () => {
    const page = aPage({ framed: false });
    page.tick();
    await page.press("accept");
    expect(page.asked).toHaveLength(1);
    expect(page.posted).toEqual([]);
  });

  test("P3E-22: each of the four webviews gets one text, of the same JSON", async () => {
    const bridges: ((heard: unknown[]) => object)[] = [
      (heard) => ({ webkit: { messageHandlers: { DcouponPostMessage: { postMessage: (text: unknown) => heard.push(text) } } } }),
      (heard) => ({ DcouponPostMessage: { postMessage: (text: unknown) => heard.push(text) } }),
      (heard) => ({ webkit: { messageHandlers: { cordova_iab: { postMessage: (text: unknown) => heard.push(text) } } } }),
    ];
    for (const bridge of bridges) {
      const heard: unknown[] = [];
      const page = aPage({ framed: false, webview: bridge(heard) });
      page.tick();
      await page.press("accept");
      expect(heard).toEqual([JSON.stringify(success)]);
    }
  });

  test("P3E-24: what lies under something else cannot be pressed", async () => {
    const page = aPage({ visible: false });
    page.tick();
    await page.press("accept");
    expect(page.at("accept").disabled).toBe(true);
    expect(page.asked).toEqual([]);
  });

  test("P3E-15 P3E-17: settled elsewhere it tells that nobody came in; other documents are shown; else it may be tried again", async () => {
    const after = async (status: number, code: string) => {
      const page = aPage({ answer: { status, body: { code } } });
      page.tick();
      await page.press("accept");
      return page;
    };
    const over = await after(409, "enrolment_over");
    expect(over.posted.map(([message]) => message)).toEqual(PARENTS.map(() => ({ eventType: "SIGN_IN_CANCELLED" })));
    const changed = await after(409, "terms_changed");
    expect([changed.reloads(), changed.posted]).toEqual([1, []]);
    const barred = await after(401, "enrolment_not_allowed");
    expect([barred.posted[0]?.[0], barred.at("said").textContent]).toEqual([{ eventType: "SIGN_IN_CANCELLED" }, "Not accepted"]);
    const failed = await after(503, "unavailable");
    expect([failed.posted, failed.at("said").textContent, failed.at("accept").disabled]).toEqual([[], "Again", false]);
  });
});

import { randomBytes, randomInt } from "node:crypto";
import { type Form, formWith, valuesOf } from "./pages-html";
import { type PageAnswer, type PageRequest, sendRequest } from "./pages-http";

/** A file, with the name and the type that the browser claims. */
export type Upload = { readonly fileName: string; readonly type: string; readonly bytes: Buffer };

/** Values for the fields of a form: a text or bytes, a file, several of one name, or null: the field is not sent at all. */
export type Filled = Readonly<Record<string, string | Buffer | Upload | readonly string[] | null>>;

type Value = string | Buffer | Upload;
const isUpload = (value: Value | readonly string[]): value is Upload => typeof value === "object" && "fileName" in value;

/** A PNG of 64 by 64 blue pixels. */
export const aPicture: Upload = {
  fileName: "picture.png",
  type: "image/png",
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEUqVtD4ktbqAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAG0lEQVRYhe3BgQAAAADDoPlT3+AEVQEAAAB0DRBAAAGx1LfoAAAAAElFTkSuQmCC",
    "base64",
  ),
};

type HeaderValues = Readonly<Record<string, string | readonly string[] | null>>;

/** What a browser's form says of where it comes from; null takes a header away. */
export type Sent = { readonly headers?: HeaderValues; readonly baseUrl?: string; readonly path?: string };

/** A browser without JavaScript: it keeps cookies, sends the headers by which browsers tell what they do, and posts forms. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** of its own, so that the limits of one test are not another's */
  readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

  constructor(
    readonly baseUrl: string,
    /** what every request of it carries besides, such as what a proxy adds */
    private readonly always: Readonly<Record<string, string>> = {},
  ) {}

  /** Another browser that has the same cookies at this moment. */
  twin(): Browser {
    const other = new Browser(this.baseUrl, this.always);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Loads a document as from the address bar; follows nothing. */
  get(path: string, headers: HeaderValues = {}): Promise<PageAnswer> {
    return this.send({ path }, { "sec-fetch-site": "none", ...headers });
  }

  /** Loads a document and follows redirects on this site. */
  async open(path: string): Promise<PageAnswer> {
    let answer = await this.get(path);
    for (let hops = 0; answer.status >= 300 && answer.status < 400; hops += 1) {
      if (hops > 5) throw new Error(`Redirects without end from ${path}.`);
      answer = await this.get(this.localPath(answer));
    }
    return answer;
  }

  /** Posts a form of a page as a browser does, with some of its fields filled in; follows nothing. */
  submit(page: PageAnswer, form: Form | string, fields: Filled = {}, sent: Sent = {}): Promise<PageAnswer> {
    const chosen = typeof form === "string" ? formWith(page.body, form) : form;
    const path = sent.path ?? (chosen.action === "" ? page.path : chosen.action);
    const pairs = filledIn(chosen, fields);
    const { type, body } = chosen.multipart ? multipart(pairs) : urlencoded(pairs);
    return this.send(
      { method: "POST", path, body },
      { ...this.fromOwnPage(page.path), "content-type": type, ...sent.headers },
      sent.baseUrl,
    );
  }

  /** Sends a form as React does where there is JavaScript: the action is named in a header, the fields are the second argument. */
  callAction(page: PageAnswer, form: Form, fields: Filled = {}, headers: HeaderValues = {}): Promise<PageAnswer> {
    const hidden = form.controls.find(({ name }) => /^\$ACTION_\d+:0$/.test(name));
    const id = /"id":"([0-9a-f]+)"/.exec(hidden?.value ?? "")?.[1] ?? "";
    const state = form.controls.find(({ name }) => /^\$ACTION_\d+:1$/.test(name))?.value ?? "[null]";
    const own = filledIn(form, fields).filter(([name]) => !name.startsWith("$"));
    const { type, body } = multipart([
      ...own.map(([name, value]): [string, Value] => [`_1_${name}`, value]),
      ["0", `${state.slice(0, -1)},"$K1"]`],
    ]);
    const script = { accept: "text/x-component", "next-action": id, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" };
    return this.send(
      { method: "POST", path: page.path, body },
      { ...this.fromOwnPage(page.path), ...script, "content-type": type, ...headers },
    );
  }

  /** Posts any body from a page of this site. */
  post(path: string, body: string, headers: HeaderValues = {}): Promise<PageAnswer> {
    return this.send(
      { method: "POST", path, body },
      { ...this.fromOwnPage(path), "content-type": "application/x-www-form-urlencoded", ...headers },
    );
  }

  /** The path behind a redirect; an error when it leads elsewhere. */
  localPath(answer: PageAnswer): string {
    const location = answer.header("location") ?? "";
    const url = new URL(location, this.origin());
    if (url.origin !== this.origin()) throw new Error(`${answer.method} ${answer.path} leads away, to ${location}`);
    return `${url.pathname}${url.search}`;
  }

  /** The origin that this site has for its visitors. */
  origin(): string {
    const { host } = this.always;
    return host === undefined ? this.baseUrl : `https://${host}`;
  }

  private fromOwnPage(path: string): Record<string, string> {
    return { origin: this.origin(), referer: `${this.origin()}${path.split("?")[0] ?? ""}`, "sec-fetch-site": "same-origin" };
  }

  private async send(request: PageRequest, headers: HeaderValues, baseUrl = this.baseUrl): Promise<PageAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all: HeaderValues = {
      accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      "user-agent": "Mozilla/5.0 (latchkey-e2e)",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
      "x-forwarded-for": this.address,
      ...this.always,
      ...(cookie === "" ? {} : { cookie }),
      ...headers,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== null);
    const answer = await sendRequest(baseUrl, { ...request, headers: Object.fromEntries(given) });
    for (const line of answer.setCookies) this.keep(line);
    return answer;
  }

  private keep(line: string): void {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return;
    const gone = /;\s*max-age=0(?:;|$)/i.test(line) || /;\s*expires=Thu, 01 Jan 1970/i.test(line);
    if (gone || value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function filledIn(form: Form, fields: Filled): [string, Value][] {
  const kept = valuesOf(form).filter(([name]) => !Object.hasOwn(fields, name));
  const given = Object.entries(fields).flatMap(([name, value]): [string, Value][] => {
    if (value === null) return [];
    return typeof value === "string" || Buffer.isBuffer(value) || isUpload(value) ? [[name, value]] : value.map((one) => [name, one]);
  });
  return [...kept, ...given];
}

function urlencoded(pairs: readonly [string, Value][]): { type: string; body: string } {
  // Percent by percent, so that bytes which are no UTF-8 can be sent too.
  const escape = (value: string | Buffer) => [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return {
    type: "application/x-www-form-urlencoded",
    body: pairs.map(([name, value]) => `${escape(name)}=${escape(isUpload(value) ? value.fileName : value)}`).join("&"),
  };
}

function multipart(pairs: readonly [string, Value][]): { type: string; body: Buffer } {
  const boundary = `----latchkey${randomBytes(12).toString("hex")}`;
  const parts = pairs.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', "%22")}"${headersOf(value)}\r\n\r\n`),
    isUpload(value) ? value.bytes : Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) };
}

function headersOf(value: Value): string {
  return isUpload(value) ? `; filename="${value.fileName.replaceAll('"', "%22")}"\r\nContent-Type: ${value.type}` : "";
}

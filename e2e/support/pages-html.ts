/** One control of a form, as the page has it. */
export type Control = {
  readonly tag: "input" | "textarea" | "select";
  readonly type: string;
  readonly name: string;
  readonly value: string;
  /** a radio button or checkbox that is ticked; true for everything else */
  readonly on: boolean;
  /** the sentence at the field, when it was refused */
  readonly error: string | null;
};

/** A form, as a browser without JavaScript sees it. */
export type Form = {
  readonly method: "get" | "post";
  /** the attribute; empty: the page itself */
  readonly action: string;
  readonly multipart: boolean;
  readonly controls: readonly Control[];
  /** what stands on its buttons */
  readonly button: string;
  /** what it says about itself as a whole: an alert (refused) or a status (done) */
  readonly sentence: string | null;
};

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly start: number; readonly end: number };

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Text as it stood before it was escaped. */
export function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string | undefined, decimal: string | undefined, word: string | undefined) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return entities[word?.toLowerCase() ?? ""] ?? whole;
    },
  );
}

/** What a reader sees of HTML: no tags, no scripts, spaces run together. */
export function textOf(html: string): string {
  const bare = html
    .replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, " ")
    .replace(/<!--.*?-->/gs, "")
    .replace(/<[^>]*>/g, " ");
  return unescapeHtml(bare).replace(/\s+/g, " ").trim();
}

/** The forms of a page. React writes every attribute in double quotes and escapes it, so this reads React's HTML alone. */
export function formsOf(html: string): Form[] {
  const page = html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "");
  return [...page.matchAll(/<form\b.*?<\/form>/gs)].map(([text]) => readForm(text, page));
}

function readForm(html: string, page: string): Form {
  const tags = tagsOf(html);
  const attributes = tags[0]?.attributes ?? {};
  const buttons = [...html.matchAll(/<button\b[^>]*>(.*?)<\/button>/gs)].map(([, inner = ""]) => textOf(inner));
  const said = /<div\b[^>]*\brole="(?:alert|status)"[^>]*>(.*?)<\/div>/s.exec(html)?.[1];
  return {
    method: (attributes.method ?? "get").toLowerCase() === "post" ? "post" : "get",
    action: attributes.action ?? "",
    multipart: attributes.enctype === "multipart/form-data",
    controls: tags.flatMap((tag) => controlOf(tag, html, page)),
    button: buttons.join(" | "),
    sentence: said === undefined ? null : textOf(said),
  };
}

function controlOf(tag: Tag, html: string, page: string): Control[] {
  const { attributes } = tag;
  if (!isControl(tag.name) || attributes.name === undefined) return [];
  const type = tag.name === "input" ? (attributes.type ?? "text") : tag.name;
  const ticked = type !== "radio" && type !== "checkbox" ? true : "checked" in attributes;
  const error = attributes["aria-describedby"]?.split(" ").find((id) => id.endsWith("-error"));
  return [
    {
      tag: tag.name,
      type,
      name: attributes.name,
      value: valueOf(tag, html),
      on: ticked,
      error: error === undefined ? null : textAt(page, error),
    },
  ];
}

function isControl(name: string): name is Control["tag"] {
  return name === "input" || name === "textarea" || name === "select";
}

function valueOf({ name, attributes, end }: Tag, html: string): string {
  if (name === "input") return attributes.value ?? "";
  const inner = html.slice(end, html.indexOf(`</${name}>`, end));
  if (name === "textarea") return unescapeHtml(inner.replace(/^\n/, ""));
  const options = tagsOf(inner).filter((tag) => tag.name === "option");
  const chosen = options.find((option) => "selected" in option.attributes) ?? options[0];
  return chosen?.attributes.value ?? "";
}

function textAt(page: string, id: string): string | null {
  const tag = tagsOf(page).find(({ attributes }) => attributes.id === id);
  return tag ? textOf(page.slice(tag.end, page.indexOf(`</${tag.name}>`, tag.end))) : null;
}

function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  for (const match of html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*\/?>/gi)) {
    const [whole, name = "", text = ""] = match;
    const attributes: Record<string, string> = {};
    for (const [, key = "", value = ""] of text.matchAll(/([^\s=>"'/]+)(?:="([^"]*)")?/g))
      attributes[key.toLowerCase()] = unescapeHtml(value);
    tags.push({ name: name.toLowerCase(), attributes, start: match.index, end: match.index + whole.length });
  }
  return tags;
}

/** The one form of a page whose button says so. */
export function formWith(html: string, button: string): Form {
  const found = formsOf(html).filter((form) => form.button.includes(button));
  const [form] = found;
  if (!form || found.length > 1)
    throw new Error(
      `${found.length} forms have a button “${button}”: ${formsOf(html)
        .map((one) => one.button)
        .join(", ")}`,
    );
  return form;
}

/** The control of this name. */
export function controlNamed(form: Form, name: string): Control {
  const control = form.controls.find((one) => one.name === name);
  if (!control) throw new Error(`No field ${name} among ${form.controls.map((one) => one.name).join(", ")}.`);
  return control;
}

/** What a browser sends when nothing is changed: names and values, in order. */
export function valuesOf(form: Form): [name: string, value: string][] {
  return form.controls.filter(({ on }) => on).map(({ name, value }) => [name, value]);
}

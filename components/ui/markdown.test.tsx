import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Markdown } from "./markdown";

const draw = (text: string) => renderToStaticMarkup(<Markdown heading={3}>{text}</Markdown>);
/** without classes, which are looks */
const bare = (text: string) => draw(text).replace(/ class="[^"]*"/g, "");
const tagsIn = (html: string) => [...new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name))].sort();

test("headings, lists, quotations, emphasis, code and links are drawn", () => {
  const html = bare("# Title\n\nA *b* **c** `d`\n\n- one\n- two\n\n1. first\n\n> said\n\n[site](https://lantern.example/a?b=c)\n\n---");
  expect(html).toContain("<h3>Title</h3>");
  expect(html).toContain("<em>b</em> <strong>c</strong> <code>d</code>");
  expect(html).toContain("<li>one</li>");
  expect(html).toContain('<a href="https://lantern.example/a?b=c" rel="nofollow ugc noopener noreferrer">site</a>');
  expect(tagsIn(html)).toEqual(["a", "blockquote", "code", "div", "em", "h3", "hr", "li", "ol", "p", "strong", "ul"]);
});

test("every heading has the level that the page has left for it", () => {
  expect([...draw("# a\n\n### b\n\n###### c\n\nd\n===").matchAll(/<h(\d)/g)].map(([, level]) => level)).toEqual(["3", "3", "3", "3"]);
});

describe("PN-42: what is typed becomes nothing but text and those elements", () => {
  const addresses = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "http://plain.example/",
    "//evil.example/",
    "/panel/sign-out",
    "https:evil.example",
    "https:///evil.example",
    "https:/\\evil.example",
    "https://",
    "mailto:a@b.example",
    "#fragment",
    "?query",
  ];
  test.each(addresses)("an address like %j is no link", (address) => {
    for (const text of [`[x](<${address}>)`, `[x](${address})`, `[x][1]\n\n[1]: <${address}>`, `<${address}>`]) {
      const html = bare(text);
      expect(html).not.toContain("<a");
      expect(html).not.toMatch(/(?:href|src)="/);
    }
  });

  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "text <b onmouseover=alert(1)>bold</b>",
    '<a href="javascript:alert(1)">x</a>',
    "<svg><animate onbegin=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "<style>body{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<form action=//evil.example><input name=password>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7+7}}${7+7}<%=7+7%>",
  ])("%s is text", (text) => {
    const html = draw(text);
    expect(tagsIn(html).filter((name) => name !== "div" && name !== "p")).toEqual([]);
  });

  test("pictures are left out, wherever they come from", () => {
    for (const text of [
      "![x](https://evil.example/pixel.png)",
      "![x](data:image/png;base64,AAAA)",
      "[![x](https://e.example/a)](https://e.example/)",
    ])
      expect(draw(text)).not.toMatch(/<img|evil|base64/);
  });

  test("no attribute comes out of the text but the address of a link", () => {
    const html = bare('[x](https://a.example/"onclick="alert(1) "title")\n\n9. a\n10. b\n\n```js onload=alert(1)\nx\n```');
    expect([...html.matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name)).toEqual(["href", "rel"]);
    expect(bare("[x](https://a.example/ 'a title')")).toBe(
      '<div><p><a href="https://a.example/" rel="nofollow ugc noopener noreferrer">x</a></p></div>',
    );
  });
});

describe("what is nested without end", () => {
  test.each([
    ["quotations", ">".repeat(500)],
    ["quotations with a text", `${"> ".repeat(249)}deep`],
    ["lists", `${"- ".repeat(249)}deep`],
    ["numbered lists", `${"1. ".repeat(160)}deep`],
    ["lists by indentation", Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth * 2)}- x`).join("\n")],
  ])("%s are drawn a few levels deep", (_what, text) => {
    const html = draw(text);
    expect(deepest(html)).toBeLessThanOrEqual(4);
    if (text.endsWith("deep")) expect(html).toContain("deep");
  });

  test.each([
    ["emphasis", "*a **b ".repeat(70)],
    ["brackets", "[".repeat(250) + "](x)".repeat(60)],
    ["code", "`".repeat(499)],
    ["entities", "&#".repeat(250)],
    ["references", `${"[a]".repeat(100)}\n\n[a]: https://a.example/`],
  ])("%s take no time worth speaking of", (_what, text) => {
    const start = performance.now();
    draw(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

function deepest(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, close] of html.matchAll(/<(\/?)(?:ul|ol|blockquote)\b/g)) {
    depth += close === "" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

import { expect, test } from "vitest";
import { markdownHtml } from "./markdown-html";

test("headings, lists, emphasis and links by https become HTML, all headings of one level", () => {
  expect(markdownHtml("# One\n\nA *b* **c**\n\n- x\n- y\n\n### Two\n\n[l](https://a.example/?x=1&y=2)", 3).replaceAll("\n", "")).toBe(
    '<h3>One</h3><p>A <em>b</em> <strong>c</strong></p><ul><li>x</li><li>y</li></ul><h3>Two</h3><p><a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer nofollow">l</a></p>',
  );
});

test("PN-42: HTML in it is text, and no script, picture or other address comes out", () => {
  const nasty = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![p](https://evil.example/p.png)",
    "[x](javascript:alert(1))",
    "[x](/panel)",
    "[x](//evil.example)",
    '[x](https://a.example/"onmouseover="alert(1))',
    "`<b>`",
    "<https://ok.example/<b>>",
  ];
  for (const text of nasty) {
    const shown = markdownHtml(text, 2);
    expect(shown, text).not.toMatch(/<(?!\/?(?:p|a|code|em|strong|pre)\b)/);
    expect(shown, text).not.toMatch(/<[^>]*\son\w+=|href="(?!https:\/\/)|<[^>]*src=/i);
  }
});

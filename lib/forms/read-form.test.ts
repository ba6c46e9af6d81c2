import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Word } from "../core/word";
import { formObject, sentencesOf, typedIn } from "./read-form";

function form(...entries: [string, string | Blob][]): FormData {
  const made = new FormData();
  for (const [name, value] of entries) made.append(name, value);
  return made;
}

describe("what is read out of a form", () => {
  test("one value is a text, several are a list, files and Next's own fields are left out", () => {
    const read = formObject(form(["name", "x"], ["scopes", "a"], ["scopes", "b"], ["$ACTION_ID_1", "y"], ["file", new Blob(["z"])]));
    expect({ ...read }).toEqual({ name: "x", scopes: ["a", "b"] });
  });

  test("a file is read where one is meant, and there nothing else is", () => {
    const picture = new File(["z"], "../../x.png", { type: "image/png" });
    const read = formObject(form(["icon", picture], ["icon", new Blob(["y"])], ["other", new Blob(["y"])], ["name", "x"]), ["icon"]);
    expect(Object.keys(read)).toEqual(["icon", "name"]);
    expect(read.icon).toBe(picture);
    expect(Object.keys(formObject(form(["icon", "a text"]), ["icon"]))).toEqual([]);
    expect(typedIn(form(["icon", picture]))).toEqual({ icon: [] });
  });

  test("PN-43: a list where a text is meant is refused at the field, and no name reaches a prototype", () => {
    const read = formObject(form(["name", "x"], ["name", "y"], ["__proto__", "z"], ["constructor", "c"]));
    expect(Object.getPrototypeOf(read)).toBeNull();
    expect(z.object({ name: z.string() }).safeParse(read).success).toBe(false);
  });

  test("what was typed comes back, but no password and no key", () => {
    const typed = typedIn(
      form(
        ["email", "ada@example.com"],
        ["password", "secret"],
        ["newPassword", "secret"],
        ["sharedKey", "secret"],
        ["submission", "s"],
        ["$ACTION_1", "y"],
      ),
    );
    expect(typed).toEqual({ email: ["ada@example.com"] });
  });
});

describe("the sentences of a refused form", () => {
  const issue = (path: string[], message: Word) => ({ code: "custom" as const, path, message, input: undefined });

  test("each stands at its field, the first one of each", () => {
    const issues = [
      issue(["name"], "forms.name.missing"),
      issue(["name"], "forms.name.oneLine"),
      issue(["url"], "forms.serviceUrl.missing"),
    ];
    expect(sentencesOf(issues, "en")).toEqual({
      sentence: null,
      errors: { name: "The name is missing.", url: "Enter the Service URL." },
    });
  });

  test("of a hidden id nobody sees a field: the sentence stands above the form", () => {
    expect(sentencesOf([issue(["appId"], "forms.testUser.missing")], "en").errors).toEqual({ appId: "Choose a test user." });
  });
});

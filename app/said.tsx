import { Toast } from "@/components/ui/toast";
import { type Answer, goTo } from "@/lib/forms/form-state";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { requestFacts } from "@/lib/forms/request-facts";
import { languages, words } from "@/lib/words";
import type { Words } from "@/lib/words/languages";

/** A step that has just changed its page so much that its form is gone. */
type Said = keyof Words["said"];

/** Done: the browser loads the page anew, which says so. @param path of ours; it may have a query */
export function saying(path: string, key: Said): Answer {
  return goTo(`${path}${path.includes("?") ? "&" : "?"}said=${key}`);
}

/** The sentence that the page's address asks for; nothing when it asks for none, or for one that we do not know. */
export async function WhatWasDone({ query }: { query: PageQuery }) {
  const key = await queryText(query, "said");
  if (key === null || !isSaid(key)) return null;
  const url = new URL((await requestFacts()).path, "https://own.invalid");
  url.searchParams.delete("said");
  return <Toast text={(await words("said"))(key)} parameter="said" without={`${url.pathname}${url.search}`} />;
}

function isSaid(key: string): key is Said {
  return Object.hasOwn(languages.en.words.said, key);
}

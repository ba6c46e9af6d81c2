"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Words } from "@/lib/words/languages";

/** The words of components that run in the browser: finished texts, so that no message parser has to be sent along. */
export type ClientWords = Words["client"];

const Context = createContext<ClientWords | null>(null);

/** Gives the words to all client components below; stands once, in the root layout. */
export function ClientWordsProvider({ words, children }: { words: ClientWords; children: ReactNode }) {
  return <Context.Provider value={words}>{children}</Context.Provider>;
}

/** The words of client components, in the reader's language. @throws Error outside of the root layout */
export function useWords(): ClientWords {
  const words = useContext(Context);
  if (!words) throw new Error("a component stands outside of the root layout");
  return words;
}

/** Puts values into a text's `{places}`. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

import type { MessageKeys, Messages, NestedKeyOf } from "use-intl/core";

/** The whole key of a sentence of the words, such as `forms.email.missing`. */
export type Word = MessageKeys<Messages, NestedKeyOf<Messages>>;

/**
 * What a schema says of an input that it refuses: a key, which lib/forms/issue-sentence.ts says in a reader's language.
 * A key that English does not have does not compile.
 */
export function word(key: Word): string {
  return key;
}

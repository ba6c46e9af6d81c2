import { oncePerProcess } from "../registry";
import type { KeyLabel } from "./keys";
import { openSecret, SealedForOthers } from "./sealed-secret";

/** A secret as it is stored: sealed, for the row of this id. */
export type StoredSecret = { readonly id: string; readonly sealed: string };

/** More secrets of a kind than that are opened anew when they come again. */
const MOST_SECRETS = 5_000;

/**
 * Opens secrets of a kind, each once in the life of the process: a row of a secret never changes but to end, and whether it is
 * still good, its owner's row says at each request.
 * @param prepare makes an opened secret ready for use; that form is kept
 * @returns opens one; it throws {@link SealedForOthers}
 */
export function openedSecrets<Ready>(
  label: KeyLabel,
  prepare: (secret: string) => Ready | Promise<Ready>,
): (stored: StoredSecret) => Promise<Ready> {
  const opened = () => oncePerProcess(`opened-secrets/${label}`, () => new Map<string, { readonly ready: Ready }>());
  return async ({ id, sealed }) => {
    const known = opened().get(id);
    if (known) return known.ready;
    const secret = await openSecret(label, id, sealed);
    if (secret === null) throw new SealedForOthers(`a secret does not open: ${label} of row ${id}`);
    const ready = await prepare(secret);
    if (opened().size >= MOST_SECRETS) opened().clear();
    opened().set(id, { ready });
    return ready;
  };
}

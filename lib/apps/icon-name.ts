/** What stands in the addresses of a picture: the SHA-256 of its large form, 64 hexadecimal digits. */
export function iconName(hash: Uint8Array | null): string | null {
  return hash && Buffer.from(hash).toString("hex");
}

/** The hash behind such a name; null when it is none. */
export function iconHash(name: string): Buffer | null {
  return /^[0-9a-f]{64}$/.test(name) ? Buffer.from(name, "hex") : null;
}

// `.invalid` can never be registered (RFC 2606, section 2): nobody can receive mail there or prove to own such an address.
const RESERVED_DOMAIN = "users.latchkey.invalid";

/** The address by which a partner knows a user without a verified one: stable for that user, owned by nobody. */
export function generatedAddress(endUserId: string): string {
  return `user-${endUserId.replaceAll("-", "")}@${RESERVED_DOMAIN}`;
}

/** True for addresses on a domain that nobody may claim as their own (RFC 6761: `.invalid`). */
export function isReservedAddress(email: string): boolean {
  return email.toLowerCase().endsWith(".invalid");
}

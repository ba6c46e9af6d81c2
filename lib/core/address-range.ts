import ipaddr from "ipaddr.js";

/** True for one address, or a block of them in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
export function isAddressRange(text: string): boolean {
  // The library also reads `10.1` and hexadecimal numbers; nobody means those.
  return text.includes("/") ? ipaddr.isValidCIDR(text) && isPlain(text.split("/", 1)[0] ?? "") : isPlain(text);
}

/** True when an address lies in one of the ranges, however it is spelled: an IPv4 address inside IPv6 is the IPv4 one. */
export function isWithin(address: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = range.includes("/") ? ipaddr.parseCIDR(range) : wholeOf(ipaddr.parse(range));
    return parsed.kind() === network.kind() && parsed.match(network, bits);
  });
}

function wholeOf(address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function isPlain(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));
}

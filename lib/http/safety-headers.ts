/** What every answer carries, whoever gives it: a page, a room, or the front door by itself (PN-35). @param publicUrl our origin */
export function safetyHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ...(publicUrl.startsWith("https://") ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
  };
}

/** What an answer without a page carries besides: it may hold or follow a token, and shows nothing (protocols.md, "What holds for all five"). */
export function bareAnswerHeaders(publicUrl: string): Readonly<Record<string, string>> {
  return {
    ...safetyHeaders(publicUrl),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
  };
}

/** A call as somebody has pasted it; an empty text is what was not there. */
export type PastedCall = {
  readonly apiKey: string;
  readonly timestamp: string;
  readonly signature: string;
  /** null: not pasted */
  readonly method: string | null;
  readonly bodySignature: string | null;
  readonly nonce: string | null;
  readonly body: string | null;
  /** it was pasted as headers: what is missing there was not sent */
  readonly asHeaders: boolean;
};

/** The fields in which it is pasted. @property headers the headers, as any log or program writes them; or the fields one by one */
export type PastedFields = {
  readonly headers: string;
  readonly apiKey: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
};

// `name: value` of a log, `-H "name: value"` of curl, `"name": "value"` of JSON and its kin, `'name' => 'value'` of PHP.
const header = /(dcoupon-authorization-[a-z]+|latchkey-body-[a-z]+)["']?\s*(?::|=>|=)[ \t]*(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^"'\r\n]*))/gi;

/** Reads what somebody has pasted of a call. Values are trimmed, as the call's are. Pure. */
export function readPastedCall(fields: PastedFields): PastedCall {
  const found = new Map<string, string>();
  for (const [, name = "", inDouble, inSingle, bare] of fields.headers.matchAll(header))
    found.set(name.toLowerCase(), (inDouble ?? inSingle ?? bare ?? "").trim());
  const asHeaders = found.size > 0;
  const one = (name: string, field: string) => (asHeaders ? (found.get(`dcoupon-authorization-${name}`) ?? "") : field.trim());
  return {
    apiKey: one("apikey", fields.apiKey),
    timestamp: one("timestamp", fields.timestamp),
    signature: one("signature", fields.signature),
    method: found.get("dcoupon-authorization-method") ?? null,
    bodySignature: found.get("latchkey-body-signature") ?? null,
    nonce: found.get("latchkey-body-nonce") ?? null,
    // A form sends every line end as CRLF; hardly any program writes JSON with those.
    body: fields.body.trim() === "" ? null : fields.body.replaceAll("\r\n", "\n"),
    asHeaders,
  };
}

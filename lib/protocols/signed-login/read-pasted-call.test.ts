import { expect, test } from "vitest";
import { readPastedCall } from "./read-pasted-call";

const empty = { headers: "", apiKey: "", timestamp: "", signature: "", body: "" };
const call = { apiKey: "abcDEF123", timestamp: "2026-11-24T12:00:00+0000", signature: "00ff", method: "SIGNATURE" };

const pasted: [shape: string, text: string][] = [
  [
    "a raw request",
    "POST /thirdparty/login/v2 HTTP/1.1\r\nHost: x\r\nDcoupon-Authorization-Apikey: abcDEF123\r\ndcoupon-authorization-method:SIGNATURE\r\n" +
      "dcoupon-authorization-timestamp:  2026-11-24T12:00:00+0000 \r\ndcoupon-authorization-signature: 00ff\r\n",
  ],
  [
    "the seed's JSON",
    `"headers": { "dcoupon-authorization-apikey": "abcDEF123", "dcoupon-authorization-method": "SIGNATURE",
      "dcoupon-authorization-timestamp": "2026-11-24T12:00:00+0000", "dcoupon-authorization-signature": "00ff" }`,
  ],
  [
    "a curl command",
    `curl -X POST https://x/thirdparty/login/v2 -H "dcoupon-authorization-apikey: abcDEF123" -H 'dcoupon-authorization-method: SIGNATURE' \\
      -H 'dcoupon-authorization-timestamp: 2026-11-24T12:00:00+0000' \\\n -H "dcoupon-authorization-signature: 00ff"`,
  ],
  [
    "a PHP array",
    `'dcoupon-authorization-apikey' => 'abcDEF123', 'dcoupon-authorization-method' => 'SIGNATURE',
     'dcoupon-authorization-timestamp' => '2026-11-24T12:00:00+0000', 'dcoupon-authorization-signature' => '00ff'`,
  ],
];

test.each(pasted)("the headers are found in %s", (_shape, headers) => {
  expect(readPastedCall({ ...empty, headers })).toMatchObject({ ...call, asHeaders: true, bodySignature: null, nonce: null, body: null });
});

test("fields one by one do as well, and are trimmed", () => {
  expect(readPastedCall({ ...empty, apiKey: " abcDEF123\n", timestamp: call.timestamp, signature: "00ff " })).toMatchObject({
    ...call,
    method: null,
    asHeaders: false,
  });
});

test("headers go before fields: what is missing there was not sent", () => {
  const headers = "dcoupon-authorization-apikey: abcDEF123\ndcoupon-authorization-signature:";
  expect(readPastedCall({ ...empty, headers, apiKey: "x", timestamp: "y", signature: "z" })).toMatchObject({
    apiKey: "abcDEF123",
    timestamp: "",
    signature: "",
    method: null,
    asHeaders: true,
  });
});

test("a body keeps its bytes but for the line ends that a form makes", () => {
  expect(readPastedCall({ ...empty, body: '{\r\n "a": 1\r\n}' }).body).toBe('{\n "a": 1\n}');
  expect(readPastedCall({ ...empty, body: " \r\n" }).body).toBeNull();
});

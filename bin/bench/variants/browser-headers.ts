/** What a browser says of itself when it follows a link on another site: lines of a request's head. */
export const browserHeaders: readonly string[] = [
  "user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
  "accept-language: en-GB,en;q=0.9",
  "accept-encoding: gzip, deflate, br, zstd",
  "upgrade-insecure-requests: 1",
  "sec-fetch-site: cross-site",
  "sec-fetch-mode: navigate",
  "sec-fetch-user: ?1",
  "sec-fetch-dest: document",
];

// Emulates the webviews of four platforms: passes the enrolment page through, with the object in it by which an app of that
// platform hears from its webview. For trying things out on one's own machine, never for a real site.
// What each platform puts into the page. The emulator's page, around it, shows what arrived.
const hear = (path) => `${path} = { postMessage: function (message) { window.parent.received(message); } };`;
const bridges = {
  ios: `window.webkit = { messageHandlers: {} }; ${hear("window.webkit.messageHandlers.DcouponPostMessage")}`,
  android: hear("window.DcouponPostMessage"),
  flutter: hear("window.DcouponPostMessage"),
  ionic: `window.webkit = { messageHandlers: {} }; ${hear("window.webkit.messageHandlers.cordova_iab")}`,
};

/** @returns {Promise<boolean>} whether the request was one of the emulator's */
export async function showInWebview(platformUrl, url, request, response) {
  const platform = /^\/webview\/(\w+)$/.exec(url.pathname)?.[1];
  if (platform && bridges[platform]) {
    const page = await fetch(`${platformUrl}/enrollmentform/v2${url.search}`, { headers: { "accept-language": "en" } });
    const html = await page.text();
    const nonce = /<script nonce="(\w+)"/.exec(html)?.[1] ?? "";
    const policy = (page.headers.get("content-security-policy") ?? "").replace(/frame-ancestors [^;]*/, "frame-ancestors 'self'");
    response.writeHead(page.status, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(html.replace("</head>", `<script nonce="${nonce}">${bridges[platform]}</script></head>`));
    return true;
  }
  if (url.pathname === "/enrollmentform/v2/accept" && request.method === "POST") {
    const answer = await fetch(`${platformUrl}${url.pathname}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: platformUrl },
      body: await bodyOf(request),
    });
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
    return true;
  }
  return false;
}

/** The whole body of a request, as text. */
export async function bodyOf(request) {
  let body = "";
  for await (const piece of request) body += piece;
  return body;
}

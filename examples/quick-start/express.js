// Express: below your session middleware (express-session or the like).
// Your server's environment: LATCHKEY_TOKEN=<the bearer token from the panel>
const LATCHKEY_URL = "https://latchkey.example";

app.get("/path/of/your/service-url", async (request, response) => {
  const token = encodeURIComponent(String(request.query.services ?? ""));
  let answer;
  try {
    answer = await fetch(`${LATCHKEY_URL}/api/authorization/${token}`, {
      headers: { authorization: `Bearer ${process.env.LATCHKEY_TOKEN}` },
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    return response.status(503).send("Sign-in does not answer at the moment. Try again in a minute.");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    // Never log the URL: there is a token in it. The request id finds the event in the panel.
    console.error("latchkey", answer.status, body.code, body.request_id);
    if (answer.status === 403) return response.status(403).type("text").send(body.message); // this user may not enter
    if (answer.status === 404 || answer.status === 410)
      return response.status(410).send("This link was used or is too old. Open the app from the catalogue again.");
    if (answer.status === 401) return response.status(500).send("Sign-in is not set up right."); // your bearer token
    response.set("Retry-After", answer.headers.get("retry-after") ?? "5"); // 429, 503
    return response.status(503).send("Too busy at the moment. Try again in a minute.");
  }
  const maxAge = Number(answer.headers.get("x-session-max-age")) * 1000;
  request.session.regenerate((error) => {
    if (error) return response.status(500).send("The session could not be started.");
    request.session.email = body.internal_email_address; // find or create your user by this address
    request.session.endsAt = Date.now() + maxAge; // from then on, take the session for over
    request.session.cookie.maxAge = maxAge;
    response.redirect(303, "/"); // a clean URL: a reload redeems nothing
  });
});

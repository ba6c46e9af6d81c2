import { v7 } from "uuid";
import { hashPassword } from "@/lib/crypto/password";
import type { World } from "./world";

const PASSWORD = "correct horse battery staple";

/** Signs a new owner of partner A in to the panel. @returns the encrypted session token, as it stands in the cookie */
export async function panelSessionToken(url: string, world: World): Promise<string> {
  const accountId = v7();
  const email = `owner-${accountId}@panel.example`;
  await world.db.query("INSERT INTO panel_accounts (id, email, password_hash) VALUES ($1, $2, $3)", [
    accountId,
    email,
    await hashPassword(PASSWORD),
  ]);
  await world.db.query("INSERT INTO members (partner_id, account_id, role) VALUES ($1, $2, 'owner')", [world.partners.A.id, accountId]);
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const signedIn = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: {
      origin: url,
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
      cookie: asked.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";", 1)[0])
        .join("; "),
    },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD }).toString(),
  });
  // A JWE in compact form has five parts, the second of them empty with a shared key.
  const token = signedIn.headers
    .getSetCookie()
    .map((cookie) => /=(eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+)/.exec(cookie)?.[1])
    .find(Boolean);
  if (token === undefined) throw new Error(`The sign-in gave no session: ${signedIn.status} ${signedIn.headers.get("location") ?? ""}`);
  return token;
}

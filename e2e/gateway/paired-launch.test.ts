import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  accessToken,
  addKey,
  Caller,
  expectIn,
  expectPage,
  expectUnspent,
  freshLaunch,
  hmac,
  newPairing,
  now,
  PairingSet,
  signed,
  textOf,
} from "../support/paired-launch";
import { doors } from "../support/test-servers";

const set = PairingSet.forThisFile();

describe.each(doors())("what a launch URL has to be, %s", (_name, { url }) => {
  const browser = () => new Caller(url);
  const token = () => accessToken(set.world, set.a);
  const open = (target: string) => browser().ask(target);
  /** refused for this reason, with the token left as it was */
  const refused = async (target: string, reason: string, pt: string, status: 401 | 410 = 401) => {
    await expectPage(set.world, await open(target), reason, set.a, status);
    await expectUnspent(set.world, pt);
  };

  test("P4-06 a launch URL signs the pairing's user in, at a clean address", async () => {
    const { target } = await freshLaunch(set.world, set.a);
    const answer = await open(target);
    await expectIn(set.world, answer, set.a);
    expect(answer.header("set-cookie")).toMatch(/^eu_session=[0-9A-Za-z]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  test("P4-08 P4-09 P4-10 a token belongs to one vhost, and the key is that of the token's pairing, whoever signs", async () => {
    const pt = await token();
    for (const key of [set.a.key, set.b.key]) await refused(signed(textOf(set.b.vhost, pt), key), "vhost_mismatch", pt);
    await refused(signed(textOf(set.a.vhost, pt), set.b.key), "signature_mismatch", pt);
    const ofB = await accessToken(set.world, set.b);
    for (const key of [set.a.key, set.b.key])
      await expectPage(set.world, await open(signed(textOf(set.a.vhost, ofB), key)), "vhost_mismatch", set.b);
    await expectUnspent(set.world, ofB);
    await expectIn(set.world, await open(signed(textOf(set.a.vhost, pt), set.a.key)), set.a);
  });

  test("P4-13 P4-14 the parameters are the seed's four, once each and in its order", async () => {
    const pt = await token();
    const ts = now();
    const path = `/h/${set.a.vhost}/te/lo.cgi`;
    const right = textOf(set.a.vhost, pt, ts);
    const sign = (text: string) => signed(text, set.a.key);
    for (const [target, reason] of [
      [sign(`${path}?pt=${pt}&ts=${ts}&Action=Launch`), "parameters_reordered"],
      [sign(`${path}?Action=Launch&ts=${ts}&pt=${pt}`), "parameters_reordered"],
      [`${path}?signature=${hmac(set.a.key, right)}&Action=Launch&pt=${pt}&ts=${ts}`, "parameters_reordered"],
      [sign(`${right}&x=1`), "parameter_unknown"],
      [`${sign(right)}&x=1`, "parameter_unknown"],
      [sign(`${path}?Action=Launch&pt=${pt}&pt=${pt}&ts=${ts}`), "parameter_repeated"],
      [sign(`${path}?Action=Launch&pt=${pt}&ts=${ts}&ts=${ts}`), "parameter_repeated"],
      [sign(`${path}?Action=Launch&Action=Launch&pt=${pt}&ts=${ts}`), "parameter_repeated"],
      [`${sign(right)}&signature=${hmac(set.a.key, right)}`, "parameter_repeated"],
      [`${path}?Action=Launch&pt=${pt}&ts=${ts}`, "parameter_missing"],
      [sign(`${path}?Action=Launch&pt=${pt}`), "parameter_missing"],
      [sign(`${path}?pt=${pt}&ts=${ts}`), "parameter_missing"],
      [sign(right.replace("Launch", "launch")), "action_wrong"],
      [sign(right.replace("Launch", "Admin")), "action_wrong"],
      [sign(right.replace("Action=Launch", "Action=")), "action_wrong"],
    ] as const)
      await refused(target, reason, pt);
    await expectPage(set.world, await open(sign(`${path}?Action=Launch&ts=${ts}`)), "parameter_missing", null);
    await expectPage(set.world, await open(path), "parameter_missing", null);
    await expectPage(set.world, await open(sign(textOf(set.a.vhost, `${pt}x`))), "token_malformed", null);
  });

  test("P4-15 a signature is 64 hex digits, of either case", async () => {
    const pt = await token();
    const text = textOf(set.a.vhost, pt);
    const right = hmac(set.a.key, text);
    for (const signature of [
      right.slice(1),
      `${right}0`,
      "a19fe6204cb34767f48260719c4f25a9ae5e966e8",
      right.slice(0, 32),
      `${right.slice(0, 63)}g`,
      "",
      "%20",
      right.replace(/^./, "%20"),
      `${right}%00`,
    ])
      await refused(`${text}&signature=${signature}`, "signature_malformed", pt);
    const base64 = Buffer.from(right, "hex").toString("base64");
    for (const signature of [encodeURIComponent(base64), base64.replace("=", "")])
      await refused(`${text}&signature=${signature}`, "signature_in_base64", pt);
    await expectIn(set.world, await open(`${text}&signature=${right.toUpperCase()}`), set.a);
  });

  test("P4-16 the signature is HMAC-SHA-256 of path and query under the key, and nothing like it", async () => {
    const pt = await token();
    const text = textOf(set.a.vhost, pt);
    const sha256 = (of: string) => createHash("sha256").update(of).digest();
    for (const signature of [
      sha256(text).toString("hex"),
      hmac(set.a.key, sha256(text)),
      hmac(set.a.key, sha256(text).toString("hex")),
      hmac(text, set.a.key),
      hmac(set.a.key, `${url}${text}`),
      hmac(set.a.key, text.replaceAll("&", "&amp;")),
      hmac(set.a.key, encodeURIComponent(text)),
      hmac("", text),
      hmac(`${set.a.key}\n`, text),
    ])
      await refused(`${text}&signature=${signature}`, "signature_mismatch", pt);
    await expectIn(set.world, await open(signed(text, set.a.key)), set.a);
  });

  test("P4-17 ts lies at most half an hour back and five minutes ahead; what is no number of seconds is none", async () => {
    for (const [ts, reason] of [
      [now() - 1802, "ts_too_old"],
      [0, "ts_too_old"],
      [now() + 303, "ts_ahead"],
      [1e10, "ts_ahead"],
      [now() * 1000, "ts_in_milliseconds"],
      ["-1", "ts_malformed"],
      ["0x5f", "ts_malformed"],
      ["1e9", "ts_malformed"],
      [`0${now()}`, "ts_malformed"],
      [`+${now()}`, "ts_malformed"],
      [`${now()}%20`, "ts_malformed"],
      [`${now()}.0`, "ts_malformed"],
      ["", "ts_malformed"],
      ["9".repeat(30), "ts_malformed"],
    ] as const) {
      const pt = await token();
      await refused(signed(textOf(set.a.vhost, pt, ts), set.a.key), reason, pt);
    }
    for (const ts of [now() - 1795, now() + 295])
      await expectIn(set.world, await open(signed(textOf(set.a.vhost, await token(), ts), set.a.key)), set.a);
  });

  test("P4-18 a token is over after half an hour by the database's clock, however fresh the signature is", async () => {
    const pt = await accessToken(set.world, set.a, -1);
    await refused(signed(textOf(set.a.vhost, pt), set.a.key), "token_expired", pt, 410);
    expect((await open(signed(textOf(set.a.vhost, pt), set.b.key))).status).toBe(401);
  });

  test("P4-07 a launch URL signs in once; again it is 410, behind a right signature alone", async () => {
    const { target, token: pt } = await freshLaunch(set.world, set.a);
    await expectIn(set.world, await open(target), set.a);
    for (let i = 0; i < 2; i += 1) await expectPage(set.world, await open(target), "token_used", set.a, 410);
    await expectPage(set.world, await open(signed(textOf(set.a.vhost, pt), set.b.key)), "signature_mismatch", set.a);
  });

  test("P4-21 the key before signs until its overlap ends; a key is its characters, whatever they are", async () => {
    await set.world.db.query("UPDATE pairing_keys SET replaced_at = now(), valid_until = now() + interval '1 hour' WHERE pairing_id = $1", [
      set.a.id,
    ]);
    const next = `zażółć & gęślą=jaźń ${"k".repeat(180)}`;
    await addKey(set.world, set.a, next);
    const before = await open(signed(textOf(set.a.vhost, await token()), set.a.key));
    await expectIn(set.world, before, set.a);
    await expectIn(set.world, await open(signed(textOf(set.a.vhost, await token()), next)), set.a);
    const { rows } = await set.world.db.query<{ detail: unknown }>("SELECT detail FROM login_events WHERE request_id = $1", [
      before.requestId,
    ]);
    expect(rows).toEqual([{ detail: { previousKey: true } }]);
    await set.world.db.query("UPDATE pairing_keys SET valid_until = now() WHERE pairing_id = $1 AND replaced_at IS NOT NULL", [set.a.id]);
    const pt = await token();
    await refused(signed(textOf(set.a.vhost, pt), set.a.key), "signature_mismatch", pt);
  });

  test("P4-23 an unknown vhost, an unknown token and a wrong signature are one answer; spent shows behind a right signature alone", async () => {
    const pt = await token();
    const targets = [
      signed(textOf("nobody", pt), set.a.key),
      signed(textOf(set.a.vhost, "x".repeat(43)), set.a.key),
      signed(textOf(set.a.vhost, pt), "wrong"),
      signed(textOf(set.a.vhost, pt, 1), set.a.key),
    ];
    const answers = [];
    for (const target of targets) answers.push(await open(target));
    const plain = answers.map(({ body, requestId, status }) => [status, body.replaceAll(requestId, "").replace(/nonce="[^"]+"/g, "")]);
    for (const one of plain) expect(one).toEqual(plain[0]);
    const json = await browser().ask(targets[2] ?? "", { headers: [["Accept", "application/json"]] });
    expect(json.json()).toStrictEqual({
      success: false,
      message: expect.any(String) as unknown,
      code: "launch_refused",
      request_id: json.requestId,
    });
    await expectUnspent(set.world, pt);
  });

  test("P4-24 what ended between the token and its launch signs nobody in", async () => {
    const end = (statement: string, id: string) => set.world.db.query(statement, [id]);
    const ended = await freshLaunch(set.world, set.a);
    await end("UPDATE pairings SET ended_at = now(), ended_by = 'end_user' WHERE id = $1", set.a.id);
    await refused(ended.target, "pairing_ended", ended.token);
    const other = await newPairing(set.world, set.a.bearer);
    const suspended = await freshLaunch(set.world, other);
    await end("UPDATE end_users SET suspended_at = now() WHERE id = $1", other.user.id);
    await expectPage(set.world, await open(suspended.target), "user_suspended", other);
    const own = await newPairing(set.world, set.world.bearers.suspended);
    await expectPage(set.world, await open((await freshLaunch(set.world, own)).target), "partner_suspended", own);
  });

  test("P4-26 another Host changes nothing, and a vhost is a part of the path alone", async () => {
    const { target } = await freshLaunch(set.world, set.a);
    const answer = await browser().ask(target, { headers: [["Host", `${set.b.vhost}.login.example`]] });
    await expectIn(set.world, answer, set.a);
  });
});

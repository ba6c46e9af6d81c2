import { readIcon } from "@/lib/apps";
import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { bareAnswerHeaders } from "@/lib/http/safety-headers";
import { newId } from "@/lib/id";
import { log } from "@/lib/log";

const sizes = { 256: "large", 64: "small" } as const;
// The name is a hash of the picture: another picture has another name.
const KEPT = "public, max-age=31536000, immutable";

/**
 * Answers with a picture that we drew ourselves. It carries its own policy, by which it could do nothing even if a browser
 * took it for a page (PN-45). Never throws. @param file `<64 hexadecimal digits>-<256|64>.webp`
 */
export async function serveIcon(file: string): Promise<Response> {
  const [, name, side] = /^([0-9a-f]{64})-(256|64)\.webp$/.exec(file) ?? [];
  if (name === undefined || side === undefined) return plain(404);
  try {
    const picture = await readIcon(name, sizes[side as "256" | "64"]);
    if (picture === null) return plain(404);
    return new Response(Uint8Array.from(picture), {
      headers: {
        ...bareAnswerHeaders(environment().publicUrl),
        "cache-control": KEPT,
        "content-type": "image/webp",
        "content-length": String(picture.byteLength),
        "content-disposition": `attachment; filename="icon-${side}.webp"`,
      },
    });
  } catch (error) {
    const gone = isDatabaseGone(error);
    const requestId = newId();
    log()[gone ? "warn" : "error"]({ error, requestId }, "an icon could not be read");
    return plain(gone ? 503 : 500, { "x-request-id": requestId, ...(gone ? { "retry-after": "2" } : {}) });
  }
}

function plain(status: 404 | 500 | 503, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...bareAnswerHeaders(environment().publicUrl), ...headers } });
}

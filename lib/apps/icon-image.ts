import { contentHash } from "@/lib/crypto/content-hash";
import { accept, refuse, type Result } from "@/lib/core/result";

/** The largest file that is looked at, in bytes. */
export const MOST_ICON_BYTES = 2 * 1024 * 1024;
/** The largest picture that is decoded, in pixels a side. */
export const MOST_ICON_SIDE = 4096;
/** The smallest that still looks well, in pixels a side. */
export const LEAST_ICON_SIDE = 64;

/** The sizes in which icons are kept, in pixels a side. */
export const iconSizes = { large: 256, small: 64 } as const;

/** Why a file becomes no icon. */
export type IconRefusal = "icon_missing" | "icon_too_large" | "icon_not_a_picture" | "icon_too_many_pixels" | "icon_too_small";

/** A picture that we drew: WebP, square, without anything of the file but what one sees. */
export type IconImage = { readonly hash: Buffer; readonly large: Buffer; readonly small: Buffer };

const DECODING_SECONDS = 5;

/**
 * Makes an icon of a file that somebody uploaded (PN-45). Name and type as the browser says them count for nothing: the
 * first bytes decide, and what is stored is drawn anew, so that no metadata and no second meaning of the file comes along.
 */
export async function drawIcon(file: Uint8Array): Promise<Result<IconImage, IconRefusal>> {
  if (file.byteLength === 0) return refuse("icon_missing");
  if (file.byteLength > MOST_ICON_BYTES) return refuse("icon_too_large");
  const format = rasterFormat(file);
  if (format === null) return refuse("icon_not_a_picture");
  try {
    const size = await sizeOf(file, format);
    if (size === null) return refuse("icon_not_a_picture");
    if (size.width > MOST_ICON_SIDE || size.height > MOST_ICON_SIDE) return refuse("icon_too_many_pixels");
    if (size.width < LEAST_ICON_SIDE || size.height < LEAST_ICON_SIDE) return refuse("icon_too_small");
    const large = await draw(file, iconSizes.large);
    const small = await draw(file, iconSizes.small);
    return accept({ hash: contentHash(large), large, small });
  } catch {
    // What the decoder stumbles over is no picture: cut off, damaged, or made to hurt it.
    return refuse("icon_not_a_picture");
  }
}

// Loaded when it is needed: every process that knows of apps would hold the image library otherwise.
async function decoder(file: Uint8Array) {
  const { default: sharp } = await import("sharp");
  return sharp(file, { limitInputPixels: MOST_ICON_SIDE * MOST_ICON_SIDE, failOn: "error", sequentialRead: true });
}

async function sizeOf(file: Uint8Array, format: string): Promise<{ width: number; height: number } | null> {
  const { default: sharp } = await import("sharp");
  // Without a limit, for this reads the header alone; the limit is told as a sentence.
  const said = await sharp(file, { limitInputPixels: false }).metadata();
  return said.format === format ? { width: said.width, height: said.height } : null;
}

async function draw(file: Uint8Array, side: number): Promise<Buffer> {
  return (await decoder(file))
    .timeout({ seconds: DECODING_SECONDS })
    .autoOrient()
    .resize(side, side, { fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .webp({ quality: 88 })
    .toBuffer();
}

function rasterFormat(file: Uint8Array): "png" | "jpeg" | "webp" | null {
  const head = Buffer.from(file.subarray(0, 16)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  return head.startsWith("RIFF") && head.startsWith("WEBP", 8) ? "webp" : null;
}

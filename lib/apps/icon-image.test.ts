import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { drawIcon, MOST_ICON_BYTES } from ".";

const size = (width: number, height = width) => ({ width, height, channels: 3 as const, background: "#336699" });
const plain = (width: number, height = width) => sharp({ create: size(width, height) });

async function drawn(file: Uint8Array) {
  const outcome = await drawIcon(file);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

describe("PN-45: what is uploaded as an icon", () => {
  test.each(["png", "jpeg", "webp"] as const)("%s is drawn anew, square, as WebP of two sizes", async (format) => {
    const { large, small, hash } = await drawn(await plain(300, 200).toFormat(format).toBuffer());
    for (const [picture, side] of [
      [large, 256],
      [small, 64],
    ] as const) {
      expect(await sharp(picture).metadata()).toMatchObject({ format: "webp", width: side, height: side });
    }
    expect(hash).toHaveLength(32);
  });

  test("the same picture has the same name, whatever its file said besides", async () => {
    const one = await drawn(await plain(128).png().toBuffer());
    const other = await drawn(
      await plain(128)
        .png()
        .withExif({ IFD0: { Copyright: "somebody" } })
        .toBuffer(),
    );
    expect(other.hash.equals(one.hash)).toBe(true);
  });

  test("where it was taken, by whom and with what is gone; its orientation is applied", async () => {
    const photo = await plain(400, 100)
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret-author" }, IFD3: { GPSLatitude: "51/1 30/1 3230/100", GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { large } = await drawn(photo);
    const told = await sharp(large).metadata();
    expect([told.exif, told.icc, told.xmp, told.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(large.includes("secret-author")).toBe(false);
    // Turned by its orientation it is a tall strip: the left edge of the square is empty.
    const { data } = await sharp(large).raw().toBuffer({ resolveWithObject: true });
    expect(data[(128 * 256 + 2) * 4 + 3]).toBe(0);
  });

  test("a file that is a picture and a page at once comes out as a picture alone", async () => {
    const both = Buffer.concat([await plain(100).png().toBuffer(), Buffer.from("<html><script>alert(1)</script>")]);
    const { large, small } = await drawn(both);
    expect(large.includes("<script") || small.includes("<script")).toBe(false);
  });

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>alert(1)</script></svg>');
  test.each([
    ["nothing", () => Buffer.alloc(0), "icon_missing"],
    ["an SVG with a script", () => svg, "icon_not_a_picture"],
    [
      "an SVG behind the first bytes of a PNG",
      () => Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), svg]),
      "icon_not_a_picture",
    ],
    ["a page", () => Buffer.from("<!doctype html><script>alert(1)</script>"), "icon_not_a_picture"],
    ["a GIF", () => plain(100).gif().toBuffer(), "icon_not_a_picture"],
    ["a TIFF", () => plain(100).tiff().toBuffer(), "icon_not_a_picture"],
    ["an AVIF", () => plain(100).avif().toBuffer(), "icon_not_a_picture"],
    ["a PNG that ends too early", async () => (await noisy(200)).subarray(0, 4_000), "icon_not_a_picture"],
    ["the head of a JPEG and nothing behind it", () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "icon_not_a_picture"],
    ["a picture of 63 pixels", () => plain(63).png().toBuffer(), "icon_too_small"],
    ["a picture of 64 by 10 pixels", () => plain(64, 10).png().toBuffer(), "icon_too_small"],
    ["a picture of 4,097 pixels", () => plain(4097, 64).png().toBuffer(), "icon_too_many_pixels"],
    ["50,000 by 50,000 pixels in a few bytes", () => claiming(50_000), "icon_too_many_pixels"],
    ["2 MB and a byte", () => Buffer.alloc(MOST_ICON_BYTES + 1), "icon_too_large"],
    ["11 MB", () => Buffer.alloc(11 * 1024 * 1024), "icon_too_large"],
  ] as const)("%s is refused", async (_what, make, reason) => {
    expect(await drawIcon(await make())).toEqual({ ok: false, reason });
  });
});

async function noisy(side: number): Promise<Buffer> {
  return sharp({ create: { ...size(side), noise: { type: "gaussian", mean: 128, sigma: 60 } } })
    .png()
    .toBuffer();
}

// A PNG whose header says that it is huge; whoever believes it makes room for ten gigabytes.
async function claiming(side: number): Promise<Buffer> {
  const { crc32 } = await import("node:zlib");
  const file = await plain(100).png().toBuffer();
  file.writeUInt32BE(side, 16);
  file.writeUInt32BE(side, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  return file;
}

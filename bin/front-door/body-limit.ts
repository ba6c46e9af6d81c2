import type { IncomingMessage } from "node:http";

const KIB = 1024;
/** Next's route handlers read a body of any size into memory (security.md, N6). */
const MOST_OF_A_PAGE = 256 * KIB;

/**
 * The pages with an upload, each as exact as its route, and what a form of theirs may weigh. More than the file itself
 * may, so that one a little too large is refused by the form, at its field.
 */
const uploads = [{ path: /^\/panel\/apps\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/icon$/, most: 4 * KIB * KIB }] as const;

/** How many bytes the body of a page's form may have. Only what comes as a form with files in it may be an upload. */
export function bodyLimit(path: string, { headers }: Pick<IncomingMessage, "headers">): number {
  const multipart = headers["content-type"]?.toLowerCase().startsWith("multipart/form-data;") === true;
  return (multipart && uploadTo(path)?.most) || MOST_OF_A_PAGE;
}

/** True for a page with an upload, where a person is told what is too large. */
export function isUploadPage(path: string): boolean {
  return uploadTo(path) !== undefined;
}

function uploadTo(path: string) {
  return uploads.find((upload) => upload.path.test(path));
}

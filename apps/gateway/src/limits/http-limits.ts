const MB = 1024 * 1024;

/** From the first byte of a request to its answer, ms. */
export const HTTP_TIMEOUT_MS = 10_000;
/** The same for a route that takes a file, over a slow line. */
export const UPLOAD_TIMEOUT_MS = 300_000;
/** A JSON body at most. */
export const BODY_BYTES = MB;
/** A photograph at most. */
export const PHOTO_BYTES = 12 * MB;
/** A roster of some two million rows. */
export const ROSTER_BYTES = 200 * MB;

/** A few files, a few short fields. How large they may be is said per route (see upload-limits.ts). */
export const MULTIPART = {
  limits: { fileSize: ROSTER_BYTES, files: 10, fields: 20, fieldSize: 64 * 1024, parts: 30, headerPairs: 50 },
  throwFileSizeLimit: true,
};

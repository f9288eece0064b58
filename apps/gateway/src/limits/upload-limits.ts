import { fail } from '@guantong/contracts';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Bytes of a multipart body at most; absent where none is taken. */
    uploadBytes?: number;
  }
}

/** Room for boundaries, headers and short fields around the file. */
const FRAME_BYTES = 64 * 1024;

/** Multipart bodies only where a route takes them, only as large as it says, known before the first byte is read. */
export function useUploadLimits(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _, done) => {
    if (!request.headers['content-type']?.startsWith('multipart/')) return done();
    const allowed = request.routeOptions.config.uploadBytes;
    if (request.is404) return done();
    if (!allowed) return done(fail('UNSUPPORTED_MEDIA_TYPE'));
    const length = Number(request.headers['content-length']);
    if (!Number.isFinite(length)) return done(fail('LENGTH_REQUIRED'));
    done(length > allowed + FRAME_BYTES ? fail('PAYLOAD_TOO_LARGE') : undefined);
  });
}

import type { Device } from '@guantong/contracts';

/** The kind of device a browser says it is on. Nothing finer is ever passed on. */
export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent) return 'UNKNOWN';
  if (/ipad|tablet|android(?!.*mobile)/i.test(userAgent)) return 'TABLET';
  if (/micromessenger/i.test(userAgent) && /mobile|android|iphone/i.test(userAgent)) return 'PHONE_WECHAT';
  if (/mobile|iphone|android|harmony/i.test(userAgent)) return 'PHONE';
  if (/windows nt|macintosh|x11|cros/i.test(userAgent)) return 'COMPUTER';
  return /^(curl|node|python|java|go-http|okhttp|axios|undici|wget)/i.test(userAgent) ? 'PROGRAM' : 'UNKNOWN';
}

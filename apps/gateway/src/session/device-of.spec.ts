import { deviceOf } from './device-of.js';

describe('the kind of device', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.49',
      'PHONE_WECHAT',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1', 'PHONE'],
    ['Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36', 'PHONE'],
    ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15', 'TABLET'],
    ['Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/120 Safari/537.36', 'TABLET'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36', 'COMPUTER'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'COMPUTER'],
    ['curl/8.5.0', 'PROGRAM'],
    ['node', 'PROGRAM'],
    ['something nobody knows', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('is told from %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

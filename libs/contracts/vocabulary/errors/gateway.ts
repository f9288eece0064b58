import type { ErrorCatalogue } from './catalogue.js';

export const gatewayErrors = {
  CROSS_SITE_REQUEST: {
    status: 403,
    zh: '这个请求是从别的网站发来的，已被拒绝。请在本系统的页面里操作。',
    en: 'This request came from another site and was refused. Use the pages of this system.',
  },
  TOO_MANY_STREAMS: {
    status: 429,
    zh: '同时打开的实时页面太多，请关掉几个再试。',
    en: 'Too many live views are open. Close some and try again.',
  },
  REQUEST_NOT_RECEIVED: {
    status: 408,
    zh: '请求没有及时传完，请检查网络后再试。',
    en: 'The request did not arrive in time. Check the network and send again.',
  },
  LENGTH_REQUIRED: {
    status: 411,
    zh: '上传文件时要先说明大小（Content-Length）。',
    en: 'An upload must say its size beforehand (Content-Length).',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    zh: '请求头太大，请清除本站的浏览数据后再试。',
    en: 'The request headers are too large. Clear the browsing data of this site and try again.',
  },
} as const satisfies ErrorCatalogue;

import type { ErrorCatalogue } from './catalogue.js';

export const commonErrors = {
  VALIDATION_FAILED: {
    status: 400,
    zh: '填写的内容有误，请按提示修改后再提交。',
    en: 'Some fields are wrong. Correct them and send again.',
  },
  MALFORMED_REQUEST: {
    status: 400,
    zh: '请求的格式不对，请检查后再发。',
    en: 'The request could not be read. Check its format and send again.',
  },
  UNAUTHENTICATED: { status: 401, zh: '请先登录。', en: 'Log in first.' },
  FORBIDDEN: {
    status: 403,
    zh: '您没有办理这件事的权限。如有需要，请联系本级工会管理员。',
    en: 'You may not do this. Ask the administrator of your union if you need to.',
  },
  NOT_FOUND: { status: 404, zh: '没有找到，或者您无权查看。', en: 'Not found, or not yours to see.' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '这个地址不支持这种操作。', en: 'This address does not take that method.' },
  CONFLICT: {
    status: 409,
    zh: '别人刚刚改过这项内容，请刷新后再试。',
    en: 'Somebody has just changed this. Reload and try again.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    zh: '这个请求编号已用于另一项操作，请换一个新编号。',
    en: 'This Idempotency-Key was used for a different request. Use a new one.',
  },
  PAYLOAD_TOO_LARGE: { status: 413, zh: '内容太大，请缩小后再传。', en: 'Too large. Make it smaller and send again.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, zh: '不支持这种文件或格式。', en: 'This type of content is not supported.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    zh: '操作太频繁，请稍等片刻再试。',
    en: 'Too many requests. Wait a little and try again.',
  },
  INTERNAL: {
    status: 500,
    zh: '系统出了问题，已经记录下来，请稍后再试。',
    en: 'Something went wrong on our side and has been recorded. Try again later.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    zh: '系统正忙或正在恢复，请稍后再试，您的内容没有提交。',
    en: 'The system is busy or recovering. Try again shortly; nothing was submitted.',
  },
  SERVICE_TIMEOUT: {
    status: 504,
    zh: '系统没有及时答复，请稍后用同一请求编号再试。',
    en: 'No answer in time. Try again with the same Idempotency-Key.',
  },
} as const satisfies ErrorCatalogue;

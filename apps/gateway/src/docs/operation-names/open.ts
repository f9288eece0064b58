/** What each operation of the open face is called, by operation id. */
export const OPEN_OPERATIONS: Readonly<Record<string, string>> = {
  Session_open: '登录 Log in',
  Session_current: '当前登录身份 Who is logged in',
  Session_close: '退出登录 Log out',
  OpenUnits_search: '查找组织 Find a union by name',
  OpenCases_submit: '匿名提交诉求 Submit a case without a name',
  OpenCases_lookup: '凭回执码查看 Look at a case by its receipt code',
  OpenCases_confirm: '凭回执码确认 Confirm by receipt code',
  OpenCases_reopen: '凭回执码要求重办 Reopen by receipt code',
  OpenCases_withdraw: '凭回执码撤回 Withdraw by receipt code',
  OpenCases_message: '凭回执码补充说明 Add something by receipt code',
  OpenAttachments_store: '匿名上传照片 Upload a photo without a name',
  GatewayHealth_live: '进程在运行 The process runs',
  GatewayHealth_ready: '可以提供服务 It can do its work now',
  Metrics_read: '运行指标 Metrics',
};

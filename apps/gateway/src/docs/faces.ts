/** The three faces of the API, as the document names them. */
export const FACES = {
  worker: { name: '职工 worker', description: '职工看内容、提诉求 · What workers read and say' },
  desk: { name: '工会干部 desk', description: '各级工会办理业务 · Where union staff work' },
  open: { name: '公开 open', description: '登录、匿名诉求、运行状态 · Log-in, anonymous feedback, health' },
} as const;

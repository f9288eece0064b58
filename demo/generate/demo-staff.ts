import type { Role } from '@guantong/contracts';

export interface DemoStaff {
  readonly account: string;
  readonly unitCode: string;
  readonly role: Role;
  readonly what: string;
}

const staff = (account: string, unitCode: string, role: Role, what: string): DemoStaff => ({
  account,
  unitCode,
  role,
  what,
});

/** Codes of the places the demo's story is set in. */
export const DEMO_PLACES = {
  site: 'BJ-FT-22-001',
  sanitation: 'BJ-YQ-07-001',
  school: 'BJ-JY-01-001',
  courier: 'BJ-FT-22-003',
} as const;

export const DEMO_STAFF: readonly DemoStaff[] = [
  staff('city-admin', 'BJ', 'administrator', '市总管理员：建组织、导名册、开账号'),
  staff('city-publisher', 'BJ', 'publisher', '市总发布员：写稿、送审、发布'),
  staff('city-reviewer', 'BJ', 'reviewer', '市总审核员：审稿'),
  staff('city-handler', 'BJ', 'case_handler', '市总诉求处理员：接办上报到市里的诉求'),
  staff('city-auditor', 'BJ', 'auditor', '市总审计员：查记录，不办事'),
  staff('city-analyst', 'BJ', 'analyst', '市总分析员：看覆盖率和使用情况'),
  staff('ft-cadre', 'BJ-FT', 'cadre', '丰台区总工会干部：转发稿件'),
  staff('ft-handler', 'BJ-FT', 'case_handler', '丰台区总工会诉求处理员'),
  staff('ft-publisher', 'BJ-FT', 'publisher', '丰台区总工会发布员'),
  staff('ft-reviewer', 'BJ-FT', 'reviewer', '丰台区总工会审核员'),
  staff('yq-cadre', 'BJ-YQ', 'cadre', '延庆区总工会干部：转发稿件'),
  staff('yq-handler', 'BJ-YQ', 'case_handler', '延庆区总工会诉求处理员'),
  staff('yq-publisher', 'BJ-YQ', 'publisher', '延庆区总工会发布员'),
  staff('yq-reviewer', 'BJ-YQ', 'reviewer', '延庆区总工会审核员'),
  staff('yongning-cadre', 'BJ-YQ-07', 'cadre', '永宁镇总工会干部'),
  staff('yongning-handler', 'BJ-YQ-07', 'case_handler', '永宁镇总工会诉求处理员'),
  staff('sanitation-cadre', DEMO_PLACES.sanitation, 'cadre', '永宁镇环卫队工会干部：走访没有智能手机的职工'),
  staff('sanitation-handler', DEMO_PLACES.sanitation, 'case_handler', '永宁镇环卫队工会诉求处理员'),
  staff('kandan-cadre', 'BJ-FT-22', 'cadre', '看丹街道总工会干部'),
  staff('kandan-handler', 'BJ-FT-22', 'case_handler', '看丹街道总工会诉求处理员'),
  staff('site-cadre', DEMO_PLACES.site, 'cadre', '禾桥新苑工地工会干部'),
  staff('site-handler', DEMO_PLACES.site, 'case_handler', '禾桥新苑工地工会诉求处理员'),
  staff('site-safety', DEMO_PLACES.site, 'safety_officer', '禾桥新苑工地安全员：隐患一报就看到'),
  staff('courier-cadre', DEMO_PLACES.courier, 'cadre', '鹿汀速递看丹营业部工会干部'),
  staff('courier-handler', DEMO_PLACES.courier, 'case_handler', '鹿汀速递看丹营业部工会诉求处理员'),
  staff('edu-cadre', 'BJ-JY', 'cadre', '教育行业工会干部'),
  staff('edu-handler', 'BJ-JY', 'case_handler', '教育行业工会诉求处理员'),
  staff('huaiqiao-cadre', 'BJ-JY-01', 'cadre', '槐桥教育集团总工会干部'),
  staff('school-cadre', DEMO_PLACES.school, 'cadre', '槐桥小学工会干部'),
  staff('school-handler', DEMO_PLACES.school, 'case_handler', '槐桥小学工会诉求处理员'),
  staff('pipe-safety-day', 'BJ-JZ-02-001', 'safety_officer', '东坝管廊工地白班安全员'),
  staff('pipe-safety-night', 'BJ-JZ-02-001', 'safety_officer', '东坝管廊工地夜班安全员'),
  staff('jz-publisher', 'BJ-JZ', 'publisher', '建筑行业工会发布员'),
];

/** One and the same for every account of the demo, printed in its files: never for anything else. */
export const DEMO_PASSWORD = 'guantong-demo-2026';

export const STAFF_HEADINGS = ['账号', '姓名', '组织编码', '角色', '密码', '说明'] as const;

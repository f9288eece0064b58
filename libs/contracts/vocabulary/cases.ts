export const CASE_KINDS = ['hazard', 'daily_work', 'daily_life', 'wages', 'complaint', 'suggestion'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const CASE_KIND_NAMES: Record<CaseKind, { zh: string; en: string }> = {
  hazard: { zh: '安全隐患', en: 'Safety hazard' },
  daily_work: { zh: '工作诉求', en: 'Work matter' },
  daily_life: { zh: '生活诉求', en: 'Daily life' },
  wages: { zh: '工资待遇', en: 'Wages' },
  complaint: { zh: '投诉', en: 'Complaint' },
  suggestion: { zh: '建议', en: 'Suggestion' },
};

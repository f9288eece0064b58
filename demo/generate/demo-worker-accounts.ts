import { ageOf } from './birth-date.js';
import type { DemoMembers } from './demo-city-workers.js';
import { DEMO_PASSWORD, DEMO_PLACES } from './demo-staff.js';
import type { GeneratedWorker } from './generated-city.js';

export const WORKER_ACCOUNT_HEADINGS = ['京卡号', '密码', '说明'] as const;

interface Wanted {
  readonly unitCode: string;
  readonly what: string;
  readonly fits: (worker: GeneratedWorker) => boolean;
}

const WANTED: readonly Wanted[] = [
  {
    unitCode: DEMO_PLACES.site,
    what: '工地职工',
    fits: ({ trade, hasSmartphone, phone, birthDate }) =>
      trade === '架子工' && hasSmartphone && phone !== null && ageOf(birthDate) < 50,
  },
  {
    unitCode: DEMO_PLACES.sanitation,
    what: '环卫职工，年长，没有智能手机',
    fits: ({ trade, hasSmartphone, birthDate }) => trade === '道路保洁员' && !hasSmartphone && ageOf(birthDate) >= 57,
  },
  {
    unitCode: DEMO_PLACES.school,
    what: '小学教师，上课时不能看手机',
    fits: ({ trade, sex, phone }) => trade === '教师' && sex === 'F' && phone !== null,
  },
  {
    unitCode: DEMO_PLACES.courier,
    what: '快递员',
    fits: ({ trade, hasSmartphone, phone }) => trade === '快递员' && hasSmartphone && phone !== null,
  },
];

/** The first worker of the rosters who fits each part of the story. */
export function workerAccounts(members: readonly DemoMembers[]): string[][] {
  return WANTED.map(({ unitCode, what, fits }) => {
    const union = members.find((candidate) => candidate.union.code === unitCode);
    const worker = union?.workers.find(fits);
    if (!union || !worker) throw new Error(`no worker in ${unitCode} fits: ${what}`);
    const said = `演示用。${worker.name}，${worker.trade}，${union.union.name}：${what}`;
    return [worker.cardNumber, DEMO_PASSWORD, said];
  });
}

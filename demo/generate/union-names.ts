import type { UnitKind } from '@guantong/contracts';
import type { Workplace } from './workplace.js';

/** Three rings of characters; read together they make 47,952 invented brands. */
const RINGS = [
  '岚澄槐稻陌砚榆棠汀蓟桐杉麦栖枫荻朔沁嵩渭浔岱潭芷菀穗楸柘葭蘅茗湛筠絮坞霁',
  '舟屿岭溪禾石桥垣野川芽鹿亭泉湾浦岸林峰原沙露月松帆涧鹤檐篱窗灯砖井渡坡田',
  '达和顺升合源盛茂兴信诚益丰通隆正德友联康瑞宏远博汇雅捷锐创新优佳美乐悦欣',
].map((ring) => Array.from(ring));

/** The nth brand: two characters for the first 1,296 (36 × 36), three after that; none comes twice. */
export function brand(serial: number): string {
  const [first, second, third] = RINGS as [string[], string[], string[]];
  const pairs = first.length * second.length;
  // A step without a common factor walks all pairs once, in an order that does not look like a list.
  const pair = ((serial % pairs) * 535) % pairs;
  const round = Math.floor(serial / pairs);
  const two = `${first[pair % first.length]}${second[Math.floor(pair / first.length)]}`;
  return round === 0 ? two : two + (third[round - 1] ?? `${round}`);
}

interface UnionName {
  readonly name: string;
  readonly shortName: string;
}
const BODY: Readonly<Record<Workplace, readonly [full: string, short: string]>> = {
  building_site: ['建设项目工地', '工地'],
  sanitation: ['环卫作业队', '环卫队'],
  school: ['学校', '学校'],
  hospital: ['医院', '医院'],
  factory: ['制造有限公司', '制造'],
  shop: ['商贸有限公司', '商贸'],
  restaurant: ['餐饮有限公司', '餐饮'],
  courier: ['速递服务有限公司', '速递'],
  bus_depot: ['公交车队', '车队'],
  property: ['物业服务有限公司', '物业'],
  technology: ['科技有限公司', '科技'],
  public_service: ['社区服务中心', '社区中心'],
  small_firms: ['片区小微企业联合', '小微联合'],
};

/** Unique because the brand is. `place` as in 丰台区. */
export function grassrootsName(workplace: Workplace, place: string, serial: number): UnionName {
  const [full, short] = BODY[workplace];
  const invented = brand(serial);
  return { name: `${place}${invented}${full}工会`, shortName: `${invented}${short}` };
}

const DIRECT_BODY: Partial<Record<UnitKind, string>> = {
  street_township: '街道',
  large_enterprise: '集团',
  school_system: '教育集团',
  hospital_system: '医疗集团',
  park: '产业园',
};

/** Streets in a generated city are invented too; the demo city has the real ones. */
export function directName(kind: UnitKind, place: string, serial: number): UnionName {
  const short = `${brand(serial)}${DIRECT_BODY[kind] ?? ''}`;
  return { name: `${place}${short}总工会`, shortName: short };
}

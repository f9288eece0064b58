import { AGES, SCHOOLING_MIXES } from './age-and-schooling-mixes.js';
import type { Crew, Workplace } from './workplace.js';

const SITE_TRADES = '钢筋工 木工 架子工 瓦工 混凝土工 抹灰工 电焊工 塔吊司机 信号工 水电工 防水工 普工 普工'.split(' ');
const OFFICE_TRADES = ['行政', '财务', '人事', '文员'];

const office = (share: number, men = 0.42): Crew => ({
  share,
  form: 'permanent',
  men,
  ages: AGES.staff,
  schooling: SCHOOLING_MIXES.office,
  trades: OFFICE_TRADES,
});
const migrant = (share: number, men: number, ...trades: string[]): Crew => ({
  share,
  form: 'migrant',
  men,
  ages: AGES.migrant,
  schooling: SCHOOLING_MIXES.migrant,
  trades,
});
const service = (share: number, form: Crew['form'], men: number, ...trades: string[]): Crew => ({
  share,
  form,
  men,
  ages: AGES.service,
  schooling: SCHOOLING_MIXES.service,
  trades,
});
const skilled = (share: number, men: number, ...trades: string[]): Crew => ({
  share,
  form: 'permanent',
  men,
  ages: AGES.staff,
  schooling: SCHOOLING_MIXES.skilled,
  trades,
});
const graduates = (share: number, men: number, ...trades: string[]): Crew => ({
  share,
  form: 'permanent',
  men,
  ages: AGES.staff,
  schooling: SCHOOLING_MIXES.university,
  trades,
});

/** Who works where. Shares are judgement, set so that the sums named in demo/README.md come out. */
export const CREWS: Readonly<Record<Workplace, readonly Crew[]>> = {
  building_site: [
    { share: 0.94, form: 'migrant', men: 0.91, ages: AGES.site, schooling: SCHOOLING_MIXES.site, trades: SITE_TRADES },
    { ...office(0.06, 0.8), trades: ['施工员', '安全员', '质检员', '资料员', '项目管理'] },
  ],
  sanitation: [
    {
      share: 0.42,
      form: 'migrant',
      men: 0.48,
      ages: AGES.old,
      schooling: SCHOOLING_MIXES.old,
      trades: ['道路保洁员', '垃圾清运工', '公厕保洁员'],
    },
    {
      share: 0.34,
      form: 'dispatched',
      men: 0.52,
      ages: AGES.old,
      schooling: SCHOOLING_MIXES.old,
      trades: ['道路保洁员', '绿化养护工'],
    },
    skilled(0.16, 0.92, '环卫车司机', '机修工'),
    office(0.08),
  ],
  school: [
    graduates(0.84, 0.24, '教师', '教师', '教师', '班主任', '教务'),
    service(0.1, 'dispatched', 0.5, '食堂厨师', '保安', '宿管员'),
    office(0.06),
  ],
  hospital: [
    graduates(0.3, 0.42, '医师', '药师', '检验师', '影像技师'),
    { ...skilled(0.48, 0.04, '护士'), ages: AGES.young, schooling: SCHOOLING_MIXES.office },
    migrant(0.13, 0.2, '护工', '保洁员', '配餐员'),
    office(0.09),
  ],
  factory: [
    skilled(0.5, 0.68, '装配工', '数控操作工', '焊工', '电工', '质检员'),
    migrant(0.28, 0.62, '操作工', '包装工', '搬运工'),
    service(0.1, 'dispatched', 0.66, '叉车司机', '仓库管理员'),
    office(0.12),
  ],
  shop: [
    service(0.55, 'permanent', 0.28, '收银员', '理货员', '售货员'),
    migrant(0.3, 0.42, '理货员', '搬运工', '保洁员'),
    office(0.15),
  ],
  restaurant: [
    migrant(0.62, 0.5, '服务员', '后厨帮工', '洗碗工'),
    service(0.28, 'permanent', 0.72, '厨师', '面点师'),
    office(0.1),
  ],
  courier: [
    {
      share: 0.82,
      form: 'new_form',
      men: 0.9,
      ages: AGES.young,
      schooling: SCHOOLING_MIXES.courier,
      trades: ['快递员', '快递员', '外卖骑手'],
    },
    migrant(0.1, 0.75, '分拣员', '装卸工'),
    office(0.08),
  ],
  bus_depot: [
    skilled(0.7, 0.86, '公交驾驶员'),
    skilled(0.16, 0.9, '车辆维修工'),
    service(0.08, 'dispatched', 0.3, '乘务管理员', '站务员'),
    office(0.06),
  ],
  property: [
    service(0.5, 'permanent', 0.72, '保安', '工程维修工', '客服'),
    migrant(0.38, 0.35, '保洁员', '绿化工'),
    office(0.12),
  ],
  technology: [
    { ...graduates(0.78, 0.68, '软件工程师', '测试工程师', '产品经理', '设计师'), ages: AGES.young },
    office(0.16),
    service(0.06, 'dispatched', 0.5, '前台', '客服'),
  ],
  public_service: [
    graduates(0.55, 0.36, '社区工作者', '窗口工作人员', '社会工作者'),
    service(0.25, 'dispatched', 0.5, '协管员', '司机'),
    office(0.2),
  ],
  small_firms: [
    service(0.52, 'permanent', 0.44, '店员', '理发师', '维修工', '司机', '文员'),
    migrant(0.28, 0.52, '店员', '装卸工', '保洁员'),
    { ...service(0.06, 'new_form', 0.85, '网约车司机', '外卖骑手'), ages: AGES.young },
    office(0.14),
  ],
};

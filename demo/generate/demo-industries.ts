import { direct, named } from './demo-direct.js';

/** The four city-wide industry unions; every employer here is invented. */
export const INDUSTRIES = {
  'BJ-JY': [
    direct(
      'school_system',
      '北京市槐桥教育集团总',
      '槐桥教育集团',
      named('school', '北京市槐桥小学', '槐桥小学', 118),
      named('school', '北京市槐桥中学', '槐桥中学', 164),
      named('school', '北京市槐桥幼儿园', '槐桥幼儿园', 46),
    ),
    direct(
      'school_system',
      '北京市芷泉教育集团总',
      '芷泉教育集团',
      named('school', '北京市芷泉学校', '芷泉学校'),
      named('school', '北京市芷泉第二小学', '芷泉二小'),
    ),
    direct(
      'school_system',
      '北京市栖林职业教育集团总',
      '栖林职教集团',
      named('school', '北京市栖林职业学校', '栖林职校'),
    ),
  ],
  'BJ-YW': [
    direct(
      'hospital_system',
      '北京市澄湾医疗集团总',
      '澄湾医疗集团',
      named('hospital', '北京市澄湾医院', '澄湾医院', 520),
      named('hospital', '北京市澄湾康复医院', '澄湾康复', 140),
    ),
    direct(
      'hospital_system',
      '北京市蘅亭医疗集团总',
      '蘅亭医疗集团',
      named('hospital', '北京市蘅亭医院', '蘅亭医院', 310),
    ),
  ],
  'BJ-JZ': [
    direct(
      'large_enterprise',
      '北京砚石建工集团有限公司总',
      '砚石建工',
      named('building_site', '砚石建工集团云岗学校新建项目工地', '云岗学校工地', 430),
      named('building_site', '砚石建工集团潞河保障房项目工地', '潞河保障房工地', 560),
    ),
    direct(
      'large_enterprise',
      '北京朔峰市政工程有限公司总',
      '朔峰市政',
      named('building_site', '朔峰市政东坝管廊项目工地', '东坝管廊工地', 210),
    ),
  ],
  'BJ-GJ': [
    direct(
      'large_enterprise',
      '北京槿途公共交通有限公司总',
      '槿途公交',
      named('bus_depot', '槿途公交南苑车队', '南苑车队'),
      named('bus_depot', '槿途公交长辛店车队', '长辛店车队'),
    ),
    direct(
      'large_enterprise',
      '北京岱轨地铁运营有限公司总',
      '岱轨地铁',
      named('bus_depot', '岱轨地铁丰台检修车间', '丰台检修车间'),
    ),
  ],
};

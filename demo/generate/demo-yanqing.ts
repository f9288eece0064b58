import { named, street } from './demo-direct.js';

/** Every street, town and township of 延庆区 (3, 11 and 4): the far district. */
export const YANQING = [
  street('百泉街道', 'public_service'),
  street('香水园街道', 'shop', 'small_firms'),
  street('儒林街道', 'property', 'small_firms'),
  street('延庆镇', named('hospital', '延庆区筠禾医院', '筠禾医院', 180), 'restaurant'),
  street('康庄镇', 'factory', 'small_firms'),
  street('八达岭镇', named('restaurant', '延庆区岭下人家餐饮有限公司', '岭下人家'), 'small_firms'),
  street(
    '永宁镇',
    named('sanitation', '延庆区永宁镇环卫作业队', '永宁环卫队', 130),
    named('small_firms', '延庆区永宁镇小微企业联合', '永宁小微联合', 96),
    named('factory', '延庆区檐禾食品加工有限公司', '檐禾食品', 74),
  ),
  street('旧县镇', 'small_firms'),
  street('张山营镇', 'restaurant'),
  street('四海镇', 'small_firms'),
  street('千家店镇', 'public_service'),
  street('沈家营镇', 'factory'),
  street('大榆树镇', 'property'),
  street('井庄镇', 'small_firms'),
  street('大庄科乡', 'small_firms'),
  street('刘斌堡乡', 'public_service'),
  street('香营乡', 'small_firms'),
  street('珍珠泉乡', 'restaurant'),
];

import { street } from './demo-direct.js';

/** Two real streets or townships in each of the other fourteen districts, to show that the city goes on. */
export const OTHER_DISTRICTS = {
  'BJ-DC': [street('东华门街道', 'shop'), street('和平里街道', 'public_service')],
  'BJ-XC': [street('什刹海街道', 'restaurant'), street('广安门外街道', 'property')],
  'BJ-CY': [street('望京街道', 'technology', 'restaurant'), street('双井街道', 'small_firms', 'property')],
  'BJ-SJS': [street('八角街道', 'small_firms'), street('古城街道', 'factory')],
  'BJ-HD': [street('中关村街道', 'technology'), street('上地街道', 'courier')],
  'BJ-MTG': [street('大峪街道', 'small_firms'), street('斋堂镇', 'public_service')],
  'BJ-FS': [street('拱辰街道', 'shop'), street('琉璃河镇', 'factory')],
  'BJ-TZ': [street('中仓街道', 'property'), street('宋庄镇', 'building_site')],
  'BJ-SY': [street('胜利街道', 'courier'), street('牛栏山镇', 'factory')],
  'BJ-CP': [street('回龙观街道', 'small_firms'), street('沙河镇', 'technology')],
  'BJ-DX': [street('清源街道', 'sanitation'), street('西红门镇', 'factory')],
  'BJ-HR': [street('泉河街道', 'shop'), street('雁栖镇', 'restaurant')],
  'BJ-PG': [street('滨河街道', 'public_service'), street('金海湖镇', 'small_firms')],
  'BJ-MY': [street('鼓楼街道', 'sanitation'), street('太师屯镇', 'small_firms')],
};

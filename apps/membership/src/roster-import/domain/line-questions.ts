import type { RosterQuestion } from '@guantong/contracts';

/** What is asked about a line that could be about different people. */
export const LINE_QUESTIONS: Record<RosterQuestion, { zh: string; en: string }> = {
  SEVERAL: {
    zh: '名册里有几个人都与这一行相符。是其中哪一位，还是另外一位新职工？',
    en: 'Several people in the roster fit this line. Which of them is it, or is it somebody new?',
  },
  KEYS_DISAGREE: {
    zh: '这一行的京卡号、身份证号、手机号、姓名指向不同的人。是哪一位，还是另外一位新职工？',
    en: 'Card, ID number, phone and name on this line point to different people. Which of them is it, or somebody new?',
  },
  OTHER_NAME: {
    zh: '手机号已登记在另一个姓名之下。是同一个人（改了姓名或写错了），还是共用手机的另一位职工？',
    en: 'The phone is registered under another name. Is it the same person, or somebody new who shares the phone?',
  },
  OTHER_PERSON: {
    zh: '这个京卡号（或身份证号）在名册里的姓名和出生日期都不一样。是这一位，还是号码写错了的新职工？',
    en: 'The holder of this card (or ID number) has another name and birth date. Is it this person, or somebody new?',
  },
  OTHER_ID_NUMBER: {
    zh: '京卡号对得上，身份证号与名册里的不同。是这一位（名册里原来写错了），还是另外一位新职工？',
    en: 'The card fits, but the roster has another ID number. Is it this person, or somebody new?',
  },
  OTHER_CARD: {
    zh: '姓名和手机号都相同，京卡号不同。是换了新卡的同一个人，还是另外一位新职工？',
    en: 'Same name and phone, another card. Is it the same person with a new card, or somebody new?',
  },
  DAY_UNKNOWN: {
    zh: '同一工会里有同名、同年同月出生的职工，但日期或手机号对不上。是同一个人吗？',
    en: 'The union has somebody of this name born in this month, but day or phone differ. Is it the same person?',
  },
  HAS_LEFT: {
    zh: '名册里登记这位职工已经退休或去世。确实重新入会了吗？没有就略过这一行。',
    en: 'The roster has this worker as retired or dead. Are they really a member again? If not, leave the line out.',
  },
};

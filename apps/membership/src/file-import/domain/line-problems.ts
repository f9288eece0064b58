/** What can be wrong with one line of a file: what happened, and what to do. */
export const LINE_PROBLEMS = {
  MISSING: { zh: '“{column}”没有填写，请补上。', en: '"{column}" is empty. Fill it in.' },
  UNKNOWN_WORD: { zh: '“{column}”应填：{allowed}。', en: '"{column}" must be one of: {allowed}.' },
  WRONG_DATE: {
    zh: '“{column}”不是有效的日期，请写成 1978-05-06。',
    en: '"{column}" is no valid date. Write it like 1978-05-06.',
  },
  WRONG_PHONE: { zh: '手机号应为 11 位数字，以 1 开头。', en: 'A mobile number has 11 digits and begins with 1.' },
  DIGITS_LOST: {
    zh: '表格软件把“{column}”变成了数字（如 1.39E+10），后面几位已经丢失。请把这一列设为“文本”格式，重新填写。',
    en: 'The spreadsheet made a number of "{column}" (like 1.39E+10) and lost its last digits. Set the column to text and type it again.',
  },
  WRONG_ID_NUMBER: {
    zh: '身份证号不对：应为 18 位（或旧的 15 位），且末位校验码要相符。请核对；没有或是其他证件就留空。',
    en: 'This is no valid ID number: 18 characters (or 15 of the old kind) with a right check digit. Check it, or leave it empty.',
  },
  BIRTH_DATE_NOT_OF_ID: {
    zh: '“{column}”与身份证号里的出生日期不一致，请核对是哪一个写错了。',
    en: '"{column}" disagrees with the ID number. Check which of them is wrong.',
  },
  SEX_NOT_OF_ID: {
    zh: '“{column}”与身份证号不一致，请核对是哪一个写错了。',
    en: '"{column}" disagrees with the ID number. Check which of them is wrong.',
  },
  TOO_MANY: { zh: '“{column}”最多写 {max} 项。', en: '"{column}" takes {max} at most.' },
  TOO_LONG: {
    zh: '“{column}”超过 {max} 个字，请缩短。',
    en: '"{column}" is longer than {max} characters. Shorten it.',
  },
  FORMULA: { zh: '“{column}”是公式，请改成数值或文字。', en: '"{column}" is a formula. Replace it by its value.' },
  UNIT_NOT_FOUND: {
    zh: '没有找到这个工会，或者不归您管理。请填写组织编码或工会全称。',
    en: 'This union was not found or is not yours. Give its code or full name.',
  },
  UNIT_AMBIGUOUS: {
    zh: '有几个工会同名，请改填组织编码。',
    en: 'Several unions have this name. Give the code instead.',
  },
  UNIT_CODE_NOT_OF_NAME: {
    zh: '组织编码和工会名称不是同一个工会，请核对。',
    en: 'The code and the name are of two different unions. Check them.',
  },
  UNIT_NOT_GRASSROOTS: { zh: '职工只能登记在基层工会。', en: 'Workers can only be entered at grassroots unions.' },
  CARD_TAKEN: {
    zh: '这个京卡号已登记在别处，请核对卡号。',
    en: 'This union card is registered elsewhere. Check the number.',
  },
  ID_NUMBER_TAKEN: {
    zh: '这个身份证号已登记在别处，姓名也不一样。请核对。',
    en: 'This ID number is registered elsewhere under another name. Check it.',
  },
  NEEDS_TRANSFER: {
    zh: '这位职工现在登记在您管理范围以外的工会。请在这一行提出“转会申请”，职工本人或对方工会同意后自动转入，不用再导入。',
    en: 'This worker is in a union outside your own. Ask for a transfer on this line; once it is agreed they move by themselves.',
  },
  TRANSFER_ASKED: {
    zh: '已提出转会申请，职工本人同意后自动转入；对方工会同意的，公示期满、本人未反对也自动转入。进展见本工会的“转会”列表，不用再导入。',
    en: 'A transfer has been asked for. With the worker’s yes, or the other union’s and the end of the notice, they move by themselves; see the transfers of the union.',
  },
  CHANGED_SINCE_CHECK: {
    zh: '核对之后名册有了变化，这一行现在的处理会和核对时看到的不一样，所以没有处理。请重新核对。',
    en: 'The roster has changed since the check: this line would now do something else, so it was left alone. Check again.',
  },
  SAME_PERSON_TWICE: {
    zh: '与本文件前面的一行是同一个人，已按前一行处理。请删去其中一行。',
    en: 'An earlier line of this file is about the same person and was used. Remove one of them.',
  },
  CODE_FORM: {
    zh: '组织编码只能用字母、数字、“-”“_”“.”，最多 64 位。',
    en: 'A unit code has letters, digits, "-", "_", "." and at most 64 characters.',
  },
  CODE_TWICE: { zh: '组织编码在本文件前面已出现过。', en: 'This unit code has already appeared in this file.' },
  KIND_NOT_OF_TIER: {
    zh: '类型“{kind}”不属于层级“{tier}”。',
    en: 'The kind "{kind}" does not belong to the tier "{tier}".',
  },
  TIER_CHANGED: { zh: '已有组织的层级不能改变。', en: 'The tier of an existing unit cannot change.' },
  PARENT_NOT_FOUND: {
    zh: '没有找到上级组织编码，或者不归您管理，或者那一行有误。',
    en: 'The unit above was not found, is not yours, or its line is wrong.',
  },
  CREDIT_CODE_WRONG: {
    zh: '统一社会信用代码不对：应为 18 位，最后一位是校验码，请对照证书核对。',
    en: 'The unified social credit code is wrong: 18 characters, the last one a check digit. Copy it from the certificate.',
  },
  CREDIT_CODE_NOT_UNION: {
    zh: '基层工会自己的统一社会信用代码以 81 开头，请不要填单位的代码。',
    en: "A grassroots union's own credit code begins with 81. Do not give the employer's.",
  },
  CREDIT_CODE_TAKEN: {
    zh: '这个统一社会信用代码已登记在另一个组织名下，或在本文件前面已出现过，请核对。',
    en: 'This credit code belongs to another unit, or has already appeared in this file. Check it.',
  },
  WRONG_CONTACT_PHONE: {
    zh: '联系电话应为 11 位手机号，或带区号的座机号，如 010-12345678。',
    en: 'A contact phone is a mobile number of 11 digits or a landline with its area code, such as 010-12345678.',
  },
  UNIT_GONE: {
    zh: '这个组织已经撤销，不能再改。请删去这一行。',
    en: 'This unit has been dissolved and cannot be changed. Remove this line.',
  },
  PARENT_NOT_ONE_ABOVE: { zh: '上级组织应当正好高一级。', en: 'The unit above must be exactly one tier higher.' },
  ONE_CITY_ONLY: {
    zh: '只能有一个市级组织，编码须与已建立的一致。',
    en: 'There is only one city, and its code must be the existing one.',
  },
} as const;
export type LineProblem = keyof typeof LINE_PROBLEMS;

export interface LineError {
  sheet: string;
  line: number;
  /** Heading of the column; empty when it is about the whole line. */
  column: string;
  code: LineProblem;
  params?: Record<string, string | number>;
}

/** Fills `{name}` in a text of one of the catalogues. */
export const fillIn = (text: string, params: Record<string, string | number>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

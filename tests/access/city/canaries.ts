import { type Place, PLACES } from './places.js';

/** What may leak. Each is written into the fixtures of a place in words that stand nowhere else. */
export const SECRETS = [
  'unitName',
  'unitAddress',
  'contactName',
  'contactPhone',
  'changeReason',
  'workerName',
  'workerTrade',
  'workerPhone',
  'workerCard',
  'applicantName',
  'staffName',
  'staffLogin',
  'dutyName',
  'draftText',
  'postTitle',
  'relayNote',
  'caseText',
  'ownCaseText',
  'caseNote',
  'anonymousText',
  'fileName',
  'rosterCell',
  'correctionNote',
] as const;
export type Secret = (typeof SECRETS)[number];

export interface Canary {
  secret: Secret;
  place: Place;
  /** Which of several at the same place: the number of a worker. */
  nth: number;
}

/** Digits and letters only, so that it is fit for a name, a log-in, a title, a file name; found in any case. */
export const canary = (secret: Secret, place: Place, nth = 0): string =>
  `ZQ${SECRETS.indexOf(secret)}P${PLACES.indexOf(place)}N${nth}QZ`;

/** Phone numbers are canaries by their digits: 1400777, the place, who; the contact person of a unit is the ninth. */
export const phoneCanary = (place: Place, nth: number): string => `1400777${PLACES.indexOf(place)}${nth}0${nth}`;

const CONTACT = '9';
export const contactPhone = (place: Place): string => phoneCanary(place, Number(CONTACT));

const WORDS = /ZQ(\d+)P(\d)N(\d+)QZ/gi;
const PHONES = /1400777(\d)(\d)0\d/g;

/** Every canary in a text, also when it is percent-encoded, as in headers. */
export function canariesIn(text: string): Canary[] {
  const found = new Map<string, Canary>();
  const add = (secret: Secret | undefined, place: Place | undefined, nth: string) => {
    if (!secret || !place) return;
    found.set(`${secret} ${place} ${nth}`, { secret, place, nth: Number(nth) });
  };
  for (const [, secret = '', place = '', nth = ''] of text.matchAll(WORDS))
    add(SECRETS[Number(secret)], PLACES[Number(place)], nth);
  for (const [, place = '', nth = ''] of text.matchAll(PHONES)) {
    const isContact = nth === CONTACT;
    add(isContact ? 'contactPhone' : 'workerPhone', PLACES[Number(place)], isContact ? '0' : nth);
  }
  return [...found.values()];
}

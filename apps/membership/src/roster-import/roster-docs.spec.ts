import { readFileSync } from 'node:fs';
import { ROSTER_OUTCOME_NAMES, ROSTER_OUTCOMES, ROSTER_QUESTIONS } from '@guantong/contracts';
import { LINE_QUESTIONS } from './domain/line-questions.js';
import { ROSTER_FIELDS, rosterHeadings } from './domain/roster-headings.js';

/** However wide the columns of its tables are. */
const document = readFileSync('docs/roster.md', 'utf8').replaceAll(/ {2,}/g, ' ');

describe('docs/roster.md', () => {
  it.each(ROSTER_FIELDS)('has every heading of %s, in the order in which they count', (field) => {
    expect(document).toContain(`| ${field} | ${rosterHeadings.words[field].join('、')} |`);
  });

  it.each(ROSTER_OUTCOMES)('says what %s is called', (outcome) => {
    expect(document).toContain(`| \`${outcome}\` | ${ROSTER_OUTCOME_NAMES[outcome].zh} |`);
  });

  it.each(ROSTER_QUESTIONS)('has the question %s as it is asked', (question) => {
    expect(document).toContain(`| \`${question}\` | ${LINE_QUESTIONS[question].zh} |`);
  });
});

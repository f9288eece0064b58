import { allEvents, filterOf, isState, STREAMS, subjectOf, UNIT_TIERS } from '@guantong/contracts';

/** As NATS matches: `*` is one token, `>` one or more at the end. Written apart from the code it checks. */
const asPattern = (filter: string): RegExp =>
  new RegExp(`^${filter.replaceAll('.', '\\.').replaceAll('*', '[^.]+').replace(/>$/, '.+')}$`);

const streamsOf = (subject: string): string[] =>
  STREAMS.filter((stream) => stream.subjects.some((filter) => asPattern(filter).test(subject))).map((s) => s.name);

const events = allEvents().map((definition) => ({
  type: definition.subject,
  definition,
  subjects: isState(definition)
    ? [subjectOf(definition, { id: '01890a5d-ac96-774b-bcce-b302099a8057' })]
    : definition.tiered
      ? UNIT_TIERS.map((tier) => subjectOf(definition, { tier }))
      : [subjectOf(definition)],
}));

describe('subjects', () => {
  it('are there', () => {
    expect(events.length).toBeGreaterThanOrEqual(5);
  });

  it.each(events)(
    '$type goes into exactly one stream, and its consumers ask for what is sent',
    ({ definition, subjects }) => {
      for (const subject of subjects) {
        expect(streamsOf(subject)).toHaveLength(1);
        expect(subject).toMatch(asPattern(filterOf(definition)));
      }
      expect(streamsOf(subjects[0] ?? '')).toEqual([isState(definition) ? 'STATE' : 'EVENTS']);
    },
  );

  it('are named service, aggregate, past participle, version; and no two events share one', () => {
    const subjectsOfAll = events.map(({ type }) => type);
    expect(new Set(subjectsOfAll).size).toBe(subjectsOfAll.length);
    for (const { type, definition } of events) {
      expect(type).toMatch(/^(evt(\.[a-z][a-z_-]*){3}|state(\.[a-z][a-z_-]*){2})\.v\d+$/);
      expect(type.split('.')[1]).toBe(definition.service);
    }
  });

  it('would be found out if no stream took them (the control)', () => {
    expect(streamsOf('live.desk.1.post')).toEqual([]);
    expect('evt.content.post.published.v1.city').not.toMatch(asPattern('evt.content.post.published.v1'));
  });
});

import { existsSync } from 'node:fs';
import { allEvents, MESSAGING_SERVICES } from '@guantong/contracts';
import { findEventHandlers, type FoundHandler, handlerGaps } from './event-handlers.js';
import { isMentioned } from './load-classes.js';

const services = MESSAGING_SERVICES.filter((name) => existsSync(`apps/${name}/src`));

describe('events and their handlers', () => {
  let handlers: FoundHandler[];
  beforeAll(async () => {
    handlers = await findEventHandlers(services);
  });

  it('were found', () => {
    expect(services).toContain('content');
    expect(handlers.map((h) => h.consumer)).toContain('content-on-unit-state');
  });

  it('agree: every service that an event names handles it, and no other', () => {
    expect(handlerGaps(allEvents(), handlers, services)).toEqual([]);
  });

  it('are in a file of their own, named after what happened, in messaging/', () => {
    for (const { file } of handlers)
      expect(file).toMatch(/^(apps\/.+\/messaging|libs\/hierarchy\/.+)\/on-[a-z-]+\.ts$/);
  });

  it('are provided by a module, without which nobody would call them', () => {
    const orphans = handlers.filter(({ file, className }) => {
      const [top, name] = file.split('/');
      return !isMentioned(className, `${top}/${name}/**/*.module.ts`);
    });
    expect(orphans).toEqual([]);
  });

  it('would be found out (the control): one missing, one too many, two of one name', () => {
    const event = { subject: 'evt.content.post.published.v1', consumers: ['distribution', 'feedback'] };
    const handler = { file: 'f', className: 'C', event: event.subject };
    const found = [
      { ...handler, service: 'distribution', consumer: 'distribution-on-x' },
      { ...handler, service: 'distribution', consumer: 'distribution-on-x' },
      { ...handler, service: 'content', consumer: 'content-on-x' },
    ];
    expect(handlerGaps([event], found, ['content', 'distribution', 'feedback'])).toEqual([
      'feedback has no handler of evt.content.post.published.v1',
      'evt.content.post.published.v1 does not declare content (f)',
      'two handlers share the durable consumer distribution-on-x',
    ]);
    expect(handlerGaps([event], found.slice(0, 1), ['distribution'])).toEqual([]);
  });
});

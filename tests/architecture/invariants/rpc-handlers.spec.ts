import { existsSync } from 'node:fs';
import { allRpcs, MESSAGING_SERVICES } from '@guantong/contracts';
import { findRpcHandlers, type FoundRpcHandler, orphans, rpcGaps } from './rpc-handlers.js';

const services = MESSAGING_SERVICES.filter((name) => existsSync(`apps/${name}/src`));

describe('questions and commands', () => {
  let handlers: FoundRpcHandler[];
  beforeAll(async () => {
    handlers = await findRpcHandlers(services);
  });

  it('were found', () => {
    expect(handlers.filter((h) => h.service === 'content').length).toBeGreaterThanOrEqual(13);
  });

  it('have exactly one handler each, in their own service, checked against their own class', () => {
    expect(rpcGaps(allRpcs(), handlers, services)).toEqual([]);
  });

  it('are answered by controllers that a module brings in', () => {
    expect(orphans(handlers)).toEqual([]);
  });

  it('would be found out (the control): unanswered, answered twice, elsewhere, or unchecked', () => {
    class Asked {
      id?: string = '';
    }
    class Other {}
    const define = (subject: string) => ({ subject, service: 'content' as const, request: Asked });
    const handle = (subject: string, more: object = {}) => ({
      service: 'content',
      file: 'f',
      className: 'C',
      subject,
      payload: Asked,
      ...more,
    });
    const found = [handle('b'), handle('b'), handle('c', { service: 'feedback' }), handle('d', { payload: Other })];
    expect(rpcGaps(['a', 'b', 'c', 'd'].map(define), found, ['content', 'feedback'])).toEqual([
      'a has 0 handlers in content',
      'b has 2 handlers in content',
      'c has 0 handlers in content',
      'c does not belong to the service of f',
      'd is not checked against Asked in f',
    ]);
  });
});

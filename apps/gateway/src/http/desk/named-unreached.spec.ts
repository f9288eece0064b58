import { nameUnreached } from './named-unreached.js';

describe('names of workers who were not reached', () => {
  it('are put to those whom membership names for the caller; the others stay ids', () => {
    const item = { slot: 0, workerId: 'a', state: 'HERE' as const, hasSmartphone: false };
    const page = {
      items: [item, { ...item, slot: 1, workerId: 'b' }, { ...item, slot: 2, workerId: null }],
      next: 'x',
    };
    expect(nameUnreached(page, [{ workerId: 'a', name: '张三', maskedPhone: '138****0000' }])).toEqual({
      items: [
        { ...item, name: '张三', maskedPhone: '138****0000' },
        { ...item, slot: 1, workerId: 'b', name: null, maskedPhone: null },
        { ...item, slot: 2, workerId: null, name: null, maskedPhone: null },
      ],
      next: 'x',
    });
  });
});

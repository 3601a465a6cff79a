import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurns } from './in-turns.ts';

describe('inTurns', () => {
  it('passes answers on at once', () => {
    const heard: object[] = [];
    const pass = inTurns((message) => heard.push(message));
    pass({ id: 1 });
    pass({ id: 2 });
    expect(heard).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('lets a notice be heard before the answer that came with it', async () => {
    const heard: object[] = [];
    const pass = inTurns((message) => heard.push(message));
    const notices = [{ method: 'a' }, { method: 'b' }];
    for (const message of [...notices, { id: 1 }, { id: 2 }]) pass(message);
    expect(heard).toEqual(notices.slice(0, 1));
    await nextTurn();
    expect(heard).toEqual(notices);
    await nextTurn();
    expect(heard).toEqual([...notices, { id: 1 }, { id: 2 }]);
  });
});

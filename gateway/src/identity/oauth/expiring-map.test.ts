import { beforeEach, describe, expect, it } from 'vitest';
import { createExpiringMap, type ExpiringMap } from './expiring-map.ts';

let now: number;
let map: ExpiringMap<string>;

beforeEach(() => {
  now = 1000;
  map = createExpiringMap({ most: 2, now: () => now });
});

describe('a map that forgets', () => {
  it('gives a value until its time is over', () => {
    map.set('a', 'one', 10);
    now += 9;
    expect(map.get('a')).toBe('one');
    now += 1;
    expect(map.get('a')).toBeUndefined();
    expect([...map.values()]).toEqual([]);
  });

  it('drops the oldest where there are too many, and counts a value that is set anew as new', () => {
    map.set('a', 'one', 10);
    map.set('b', 'two', 10);
    map.set('a', 'three', 10);
    map.set('c', 'four', 10);
    expect([...map.values()]).toEqual(['three', 'four']);
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { testIntent } from '../../intents/testing/test-engine.ts';
import { createToolNames } from './tool-names.ts';

const named = (...names: readonly string[]) => {
  const intents = names.map((name) => testIntent(name));
  const toolNames = createToolNames(intents);
  return intents.map((intent) => toolNames.nameOf(intent));
};

describe('createToolNames', () => {
  it('writes dots as underscores', () => {
    expect(named('memory.search', 'mcp.github.create_issue')).toEqual([
      'memory_search',
      'mcp_github_create_issue',
    ]);
  });

  it('gives a name that two would share to neither', () => {
    const names = named('a.b_c', 'a.b.c', 'a.d');
    expect(new Set(names).size).toBe(3);
    expect(names).not.toContain('a_b_c');
    expect(names[2]).toBe('a_d');
  });

  it('cuts what is too long, and still tells two long names apart', () => {
    const long = `mcp.${'x'.repeat(100)}`;
    const names = named(`${long}.a`, `${long}.b`);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  it('leaves the names of the door to the door', () => {
    expect(named('search')).not.toContain('search');
  });

  it('finds the way back, from both names', () => {
    const intents = ['a.b_c', 'a.b.c', 'memory.search'].map((name) => testIntent(name));
    const names = createToolNames(intents);
    for (const intent of intents) {
      expect(names.intentOf(names.nameOf(intent))).toBe(intent);
      expect(names.intentOf(intent.name)).toBe(intent);
    }
    expect(names.intentOf('a_b_c')).toBeUndefined();
  });

  it('shows an upstream tool under its bare name where the owner wants that and the name is free', () => {
    const bare = (name: string, bareName: string) => testIntent(name, { upstream: { bareName } });
    const intents = [
      bare('mcp.a.echo', 'echo'),
      bare('mcp.b.same', 'same'),
      bare('mcp.c.same', 'same'),
      bare('mcp.d.search', 'search'),
    ];
    const names = createToolNames(intents);
    expect(intents.map((intent) => names.nameOf(intent))).toEqual([
      'echo',
      'mcp_b_same',
      'mcp_c_same',
      'mcp_d_search',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { setEffects } from './set-effects.ts';

const effects = { read_file: 'read', write_file: 'destructive' } as const;
const set = (text: string, server = 'files') => setEffects(text, { server, effects }) ?? '';
const effectsOf = (text: string) =>
  parseConfig({ text, file: 'tutti.yaml', env: {} }).mcp.servers['files']?.effects;
const given = [
  { match: 'read_file', effect: 'read' },
  { match: 'write_file', effect: 'destructive' },
];

describe('setEffects', () => {
  it.each([
    ['a server in lines', 'mcp:\n  servers:\n    files:\n      command: x # mine\n'],
    ['a server in braces', 'mcp: {servers: {files: {command: x}}} # mine\n'],
    [
      'a server with an empty list',
      'mcp:\n  servers:\n    files: {command: x, effects: } # mine\n',
    ],
  ])('writes them to %s', (_, text) => {
    expect(effectsOf(set(text))).toEqual(given);
    expect(set(text)).toContain('# mine');
  });

  it('puts them before the patterns that are there, and in the place of what was said before', () => {
    const text =
      'mcp:\n  servers:\n    files:\n      command: x\n      effects:\n        write_file: read\n        "read_*": write # kept\n';
    expect(effectsOf(set(text))).toEqual([...given, { match: 'read_*', effect: 'write' }]);
    expect(set(text)).toContain('# kept');
  });

  it('leaves a file alone that has no such server', () => {
    expect(setEffects('port: 1\n', { server: 'files', effects })).toBeUndefined();
    expect(setEffects('mcp: [', { server: 'files', effects })).toBeUndefined();
  });
});

import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'unbash';
import { describe, expect, it } from 'vitest';
import { classifyCommand } from './classify-command.ts';
import { readShellLine } from './read-shell-line.ts';
import { allEntries, entriesFor } from './table/command-table.ts';
import { ownCorpus, readCorpus, sharedCorpus } from './testing/read-corpus.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 20_000);
const files = existsSync(sharedCorpus) ? [ownCorpus, sharedCorpus] : [ownCorpus];
const lines = [
  ...files.flatMap((file) => readCorpus(file).map(({ command }) => command)),
  ...allEntries.flatMap(({ match, notMatch }) => [...match, ...notMatch]),
];
const words = [...new Set(lines.flatMap((line) => line.split(/\s+/)))];

const whole = fc.constantFrom(...lines);
const word = fc.constantFrom(...words);
const joint = fc.constantFrom(
  ' ',
  '  ',
  '\t',
  '\n',
  ';',
  '; ',
  ' && ',
  '||',
  '|',
  ' | ',
  '&',
  ' #',
  '\\\n',
  '',
);
const sign = fc.constantFrom(
  "'",
  '"',
  '\\',
  '`',
  '$',
  '$(',
  ')',
  '(',
  '{',
  '}',
  '[',
  ']',
  '*',
  '?',
  '~',
  '!',
  '#',
  '=',
  '-',
  '--',
  '<',
  '>',
  '>>',
  '2>&1',
  '&>',
  '<(',
  '<<',
  '$HOME',
  '${HOME}',
  '"$HOME"',
  '/..',
  '/../',
  '\r',
  '\u0000',
  '\u00a0',
  '\u202e',
  'é',
  '日',
  "'\\''",
  "$'\\n'",
  '\u0007',
  '@',
  ',',
  ':',
  '%',
  '^',
  '/dev/null',
  '/etc/shadow',
);
const pieces = fc.array(
  fc.oneof({ weight: 5, arbitrary: word }, { weight: 2, arbitrary: joint }, sign),
  {
    minLength: 1,
    maxLength: 12,
  },
);
const chained = fc
  .array(fc.tuple(whole, joint), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([line, join]) => line + join).join(''));
/* A labelled command with one sign put in, or one part cut out, is where a mistake would show. */
const bent = fc
  .tuple(whole, fc.nat(), fc.oneof(sign, joint, word), fc.nat(3))
  .map(([line, at, put, cut]) => {
    const position = at % (line.length + 1);
    return line.slice(0, position) + put + line.slice(position + cut);
  });
const command = fc.oneof(
  bent,
  chained,
  pieces.map((parts) => parts.join('')),
  pieces.map((parts) => parts.join(' ')),
);

const wrappers = new Set(['timeout', 'nice', 'cd']);

describe('whatever classifyCommand lets through', { timeout: 60_000 + runs }, () => {
  it('renders to the same commands, of the table alone, which are let through again', () => {
    let passed = 0;
    fc.assert(
      fc.property(command, (text) => {
        const verdict = classifyCommand(text);
        if (verdict.kind !== 'peek_ok') return;
        passed += 1;
        expect(commandsIn(verdict.rendering)).toEqual(verdict.commands);
        for (const [name = ''] of verdict.commands) {
          const bare = name.replace(/^\/(usr\/)?s?bin\//, '');
          expect(wrappers.has(bare) || entriesFor(bare) !== undefined).toBe(true);
        }
        expect(classifyCommand(verdict.rendering)).toEqual(verdict);
      }),
      { numRuns: runs },
    );
    expect(passed).toBeGreaterThan(runs / 50);
  });

  it('is never more for being quoted as one word', () => {
    fc.assert(
      fc.property(command, (text) => {
        const quoted = `'${text.replaceAll("'", String.raw`'\''`)}'`;
        expect(classifyCommand(quoted).kind).not.toBe('peek_ok');
      }),
      { numRuns: Math.ceil(runs / 10) },
    );
  });
});

function commandsIn(rendering: string): readonly (readonly string[])[] {
  const script = parse(rendering);
  expect(script.errors ?? []).toEqual([]);
  const read = readShellLine(script);
  if ('beyond' in read) throw new Error(read.beyond);
  return read.line.commands.map(({ words }) => words.map(({ text }) => text));
}

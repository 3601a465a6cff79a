import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyCommand } from './classify-command.ts';
import { allEntries } from './table/command-table.ts';
import {
  ownCorpus,
  readCorpus,
  sharedCorpus,
  type LabelledCommand,
} from './testing/read-corpus.ts';

const judge = (command: string) => classifyCommand(command);

describe('the command table', () => {
  it('lets through every example of what it reads', () => {
    const held = allEntries
      .flatMap(({ match }) => match)
      .filter((line) => judge(line).kind !== 'peek_ok');
    expect(held).toEqual([]);
  });

  it('holds back every example of what it does not', () => {
    const passed = allEntries
      .flatMap(({ notMatch }) => notMatch)
      .filter((line) => judge(line).kind === 'peek_ok');
    expect(passed).toEqual([]);
  });

  it('names no program that can run others', () => {
    const never =
      'xargs env sh bash python3 perl tee watch parallel busybox less vim nohup ssh curl dig';
    const reading = never.split(' ').filter((name) => judge(`${name} x`).kind === 'peek_ok');
    expect(reading).toEqual([]);
  });
});

describe('our labelled commands', () => {
  it('come out as they are labelled', () => {
    expect(differences(readCorpus(ownCorpus))).toEqual([]);
  });
});

describe.skipIf(!existsSync(sharedCorpus))('the labelled commands beside the repository', () => {
  const rows = existsSync(sharedCorpus) ? readCorpus(sharedCorpus) : [];

  it('lets none through that it should not', () => {
    const passed = rows.filter(
      ({ command, verdict }) => verdict !== 'peek_ok' && judge(command).kind === 'peek_ok',
    );
    expect(passed).toEqual([]);
  });

  it('lets through nearly all that only read', () => {
    const reads = rows.filter(({ verdict }) => verdict === 'peek_ok');
    const passed = reads.filter(({ command }) => judge(command).kind === 'peek_ok');
    expect(passed.length / reads.length).toBeGreaterThanOrEqual(0.98);
  });

  it('tells what a person may confirm from what never runs', () => {
    expect(differences(rows)).toEqual([]);
  });
});

describe('classifyCommand', () => {
  it('runs what was judged, not what came in', () => {
    expect(judge(`df -h "$HOME" *.log&&echo 'it'"'"s 2>/dev/null # fine`)).toMatchObject({
      kind: 'peek_ok',
      rendering: `df '-h' "$HOME" './'*'.log' && echo 'it'\\''s' 2>'/dev/null'`,
      commands: [
        ['df', '-h', '$HOME', './*.log'],
        ['echo', "it's"],
      ],
    });
  });

  it('shows a person what would run, as far as it can be read', () => {
    expect(judge(String.raw`r\m -f "/tmp/a b"`)).toMatchObject({
      kind: 'needs_confirm',
      rendering: `'rm' '-f' '/tmp/a b'`,
    });
    expect(judge('echo $(id)')).not.toHaveProperty('rendering');
  });

  it('puts protections before git, once', () => {
    const verdict = judge('git log -n 1');
    const rendering = verdict.kind === 'peek_ok' ? verdict.rendering : '';
    expect(rendering).toMatch(
      /^git '--no-optional-locks' '--no-pager' '-c' 'core\.fsmonitor=false'/,
    );
    expect(judge(rendering)).toMatchObject({ kind: 'peek_ok', rendering });
  });

  it('lets through exactly what the owner listed for a host', () => {
    const extraReads = [['sudo', '-n', 'smartctl', '-a', '/dev/sda']];
    const kindOf = (command: string) => classifyCommand(command, { extraReads }).kind;
    expect(kindOf('sudo -n smartctl -a /dev/sda')).toBe('peek_ok');
    expect(kindOf('sudo -n smartctl -a /dev/sda | grep Temp')).toBe('peek_ok');
    expect(kindOf('sudo -n smartctl -a /dev/sdb')).toBe('needs_confirm');
    expect(kindOf('sudo -n smartctl -a /dev/sda -t long')).toBe('needs_confirm');
    expect(kindOf('sudo -n smartctl -a /dev/sd*')).toBe('needs_confirm');
    expect(kindOf('sudo -n smartctl -a /dev/sda; rm x')).toBe('needs_confirm');
  });

  it('refuses at once what is too long or too much, rather than asking', () => {
    expect(judge(`echo ${'a'.repeat(4096)}`).kind).toBe('deny');
    expect(judge(`echo ${'ä'.repeat(2048)}`).kind).toBe('deny');
    expect(judge('true; '.repeat(20)).kind).toBe('peek_ok');
    expect(judge('true; '.repeat(21)).kind).toBe('deny');
  });

  it.each([
    ['nested substitutions', '$('.repeat(2000)],
    ['nested groups', '{ '.repeat(2000)],
    ['many globs', `cat /${'*a'.repeat(1000)}/${'*b'.repeat(900)}`],
    ['many quotes', `echo ${`'a'"b"`.repeat(600)}`],
    ['a long awk pattern', `awk '${'$1 == $2 && '.repeat(40)}1 {print $1}' x`],
    ['many folders', 'cd a; cd b; cd c; cd d; cd e; cd f; cd g; cd h; cat x'],
    ['many dots', `cat ${'../a/'.repeat(800)}x`],
  ])('is quick on %s', (_, command) => {
    const started = performance.now();
    judge(command);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

function differences(rows: readonly LabelledCommand[]) {
  return rows.flatMap(({ command, verdict, why }) => {
    const got = judge(command);
    return got.kind === verdict ? [] : [{ command, verdict, why, got }];
  });
}

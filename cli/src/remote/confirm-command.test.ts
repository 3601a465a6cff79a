import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callCommand } from './confirm-command.ts';

describe('callCommand', () => {
  it('makes the same call again, with the token', () => {
    const line = { intent: 'memory.forget', assignments: ['ids=mem_1,mem_2'], mode: 'agent' };
    expect(callCommand(line, 'pvw_abc')).toBe(
      'tutti call memory.forget ids=mem_1,mem_2 --mode agent --confirm-token pvw_abc',
    );
  });

  it('survives a shell, whatever the inputs hold', () => {
    const assignments = [`text=it's $HOME \`id\` "x"\n!`, 'empty='];
    const command = callCommand({ intent: 'memory.write', assignments, inputs: '{"k": 1}' });
    const words = execFileSync('sh', ['-c', `tutti() { printf '%s\\0' "$@"; }; ${command}`], {
      encoding: 'utf8',
    });
    expect(words.split('\0')).toEqual([
      'call',
      'memory.write',
      ...assignments,
      '--inputs',
      '{"k": 1}',
      '',
    ]);
  });
});

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cleanEnv, follow, launcher, type Ended } from './tutti.ts';

/** A block marked `sh` in a document. */
export interface ShellBlock {
  readonly line: number;
  readonly first: string;
  readonly script: string;
}

export interface ShellDocument {
  readonly text: string;
  readonly blocks: readonly ShellBlock[];
}

export function readShellDocument(file: string): ShellDocument {
  const text = readFileSync(file, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: script = '' }) => ({
      line: text.slice(0, index).split('\n').length,
      first: script.split('\n', 1).join(),
      script,
    }),
  );
  return { text, blocks };
}

interface Reading {
  readonly cwd: string;
  /** Where later commands find what an earlier answer gave: the first group of each pattern. */
  readonly captured: Readonly<Record<string, RegExp>>;
}

/** Runs blocks one after another, as a reader would who copies them into one shell. */
export function createReader({ cwd, captured }: Reading) {
  const variables: Record<string, string> = {};
  return {
    set: (given: Readonly<Record<string, string>>) => void Object.assign(variables, given),
    async run({ script }: ShellBlock): Promise<Ended> {
      const env = cleanEnv(variables);
      const ran = await follow(spawn('sh', ['-c', shellPrelude + script], { cwd, env })).ended;
      for (const [name, pattern] of Object.entries(captured)) {
        const value = pattern.exec(ran.out)?.[1];
        if (value !== undefined) variables[name] = value;
      }
      return ran;
    },
  };
}

/* What a reader has: both programs. An answer of 400 or more ends the block. */
const shellPrelude = `set -e
tutti() { '${process.execPath}' '${launcher}' "$@"; }
curl() { command curl --silent --show-error --fail-with-body --max-time 30 "$@"; }
`;

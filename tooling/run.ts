import { spawn } from 'node:child_process';

export interface Ran {
  code: number;
  stdout: string;
  /** stdout and stderr in the order in which they came. */
  output: string;
  ms: number;
}

/** Runs a program to its end; a failure to start, or a signal, counts as exit code 1. */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Ran> {
  const started = performance.now();
  const { promise, resolve } = Promise.withResolvers<{ code: number; note: string }>();
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });

  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    output += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.on('error', (error) => resolve({ code: 1, note: `${error.message}\n` }));
  child.on('close', (code, signal) => {
    resolve({ code: code ?? 1, note: signal === null ? '' : `ended by ${signal}\n` });
  });

  const { code, note } = await promise;
  return { code, stdout, output: output + note, ms: performance.now() - started };
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tuttiAtTerminal, type AtTerminal } from '../e2e/support/at-terminal.ts';
import { spawnTutti, tutti } from '../e2e/support/tutti.ts';

const scripted = path.join(import.meta.dirname, 'scripted-server.ts');

/** A real gateway with a configuration of its own, and an owner who adds servers with the command line. */
export interface AddingHouse {
  readonly folder: string;
  readonly file: string;
  readonly url: string;
  readonly apiKey: string;
  readonly ownerKey: string;
  /** What `tutti.yaml` says now. */
  written(): string;
  /** Runs a command where nobody can be asked; gives all that it said. */
  run(...args: string[]): Promise<{ readonly code: number | null; readonly said: string }>;
  atTerminal(...args: string[]): AtTerminal;
  /** A server with these tools, as `mcp add` takes it. The file is read each time that it is asked. */
  offer(name: string, tools: readonly object[]): readonly string[];
  stop(): Promise<void>;
}

export const toolOf = (name: string, annotations: object = {}): object => ({
  name,
  inputSchema: { type: 'object' },
  annotations,
});

/** With what its environment has beside keys and places. */
export async function startAddingHouse(
  variables: Readonly<Record<string, string>> = {},
): Promise<AddingHouse> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tutti-adding-'));
  const file = path.join(folder, 'tutti.yaml');
  const apiKey = 'adding-key-of-more-than-32-characters-here';
  const ownerKey = 'adding-owner-key-of-more-than-32-characters';
  const env = {
    TUTTI_CONFIG: file,
    TUTTI_DATA_DIR: path.join(folder, 'data'),
    TUTTI_API_KEY: apiKey,
    TUTTI_OWNER_KEY: ownerKey,
    PORT: '0',
    ...variables,
  };
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(file, '# mine\n');
  const gateway = spawnTutti(['start'], { env });
  const listens = /listens on (\S+)/;
  return {
    folder,
    file,
    url: listens.exec(await gateway.printed(listens))?.[1] ?? '',
    apiKey,
    ownerKey,
    written: () => readFileSync(file, 'utf8'),
    async run(...args) {
      const { code, out, err } = await tutti(args, { env });
      return { code, said: out + err };
    },
    atTerminal: (...args) => tuttiAtTerminal(args, { env }),
    offer(name, tools) {
      const behaviour = path.join(folder, `${name}.json`);
      writeFileSync(behaviour, JSON.stringify({ tools }));
      return [process.execPath, scripted, behaviour];
    },
    async stop() {
      gateway.child.kill('SIGTERM');
      await gateway.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

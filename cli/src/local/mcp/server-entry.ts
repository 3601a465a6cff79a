import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ServerEntry } from '#gateway';
import { CliError } from '../../shared/cli-error.ts';

const run = promisify(execFile);

/** Pins the package that `npx` starts to the version that it has now: what was reviewed is what runs. */
export async function pinned(entry: ServerEntry): Promise<ServerEntry> {
  const { command, args = [] } = entry;
  if (command === undefined || !/(^|[/\\])npx(\.cmd)?$/.test(command)) return entry;
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const named = args[at];
  if (named === undefined || isPinned(named)) return entry;
  const { stdout } = await run('npm', ['view', named, 'version'], { timeout: 30_000 }).catch(
    (error: unknown) => {
      throw new CliError('not_found', `The version of ${named} could not be found out.`, {
        hint: `Name it yourself, such as ${named}@1.2.3. ${error instanceof Error ? error.message : ''}`,
      });
    },
  );
  const version = stdout.trim().split('\n').at(-1)?.replaceAll("'", '').split(' ').at(-1) ?? '';
  const name = named.replace(/(?<=.)@[^/]*$/, '');
  const pin = args.with(at, `${name}@${version}`);
  return { ...entry, args: pin.includes('-y') ? pin : ['-y', ...pin] };
}

function isPinned(named: string): boolean {
  return /.@\d+\.\d+\.\d+/.test(named);
}

/** The servers of a file as other clients keep it: `mcpServers`, `servers` (VS Code) or `mcp.servers`. */
export function entriesOf(text: string, file: string): Readonly<Record<string, ServerEntry>> {
  const json = readJson(text, file);
  const found = [json['mcpServers'], json['servers'], inside(json['mcp'])].find(isRecord);
  if (!found) {
    throw new CliError('invalid_file', `There are no servers in ${file}.`, {
      hint: 'It must have "mcpServers", as the file of Claude, Cursor and others does.',
    });
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, entry]) =>
      isRecord(entry) ? [[serverName(name), entryOf(entry)]] : [],
    ),
  );
}

function inside(value: unknown): unknown {
  return isRecord(value) ? value['servers'] : undefined;
}

function readJson(text: string, file: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
    if (isRecord(json)) return json;
  } catch {
    // Told below.
  }
  throw new CliError('invalid_file', `${file} is not JSON.`);
}

/* Other clients call the same things otherwise; what is theirs alone is left out. */
function entryOf(entry: Record<string, unknown>): ServerEntry {
  const { command, args, env, cwd, headers, type } = entry;
  const url = entry['url'] ?? entry['serverUrl'] ?? entry['httpUrl'];
  return {
    ...(typeof command === 'string' && { command }),
    ...(Array.isArray(args) && { args: args.map((arg) => variables(String(arg))) }),
    ...(isRecord(env) && { env: texts(env) }),
    ...(typeof cwd === 'string' && { cwd: variables(cwd) }),
    ...(typeof url === 'string' && { url: variables(url) }),
    ...(isRecord(headers) && { headers: texts(headers) }),
    ...(type === 'sse' && { type }),
  };
}

function texts(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, variables(String(value))]),
  );
}

/** `${env:NAME}` of others is `${NAME}` here. */
function variables(text: string): string {
  return text.replaceAll(/\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}/g, '${$1}');
}

export function serverName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^[-_]+|-+$/g, '');
  return plain.slice(0, 63) || 'server';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

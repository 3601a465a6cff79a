import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { CliError } from '../../shared/cli-error.ts';
import type { TunnelProgram } from './tunnel-program.ts';

const patienceMs = 60_000;
const endPatienceMs = 3000;
const keptChars = 4000;

export interface Tunnel {
  /** Where others reach the gateway now. */
  readonly url: string;
  /** Resolves when the program ends, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The file of the program; says how to come by it where there is none. */
export function findTunnelProgram({ name, install }: TunnelProgram, env: Env): string {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  const files = folders.flatMap((folder) => names.map((file) => path.join(folder, file)));
  const found = files.find(isProgram);
  if (found !== undefined) return found;
  throw new CliError('tunnel_missing', `${name} is not installed, or not on the PATH.`, {
    hint: `Install it: ${install}. Or put a reverse proxy in front of the gateway (docs/connect.md) and set public_url.`,
  });
}

/** Starts the program and waits for the address that it prints. It ends with this process, at the latest. */
export async function openTunnel(
  file: string,
  { program, port, env }: { program: TunnelProgram; port: number; env: Env },
): Promise<Tunnel> {
  const child = spawn(file, program.args(port), { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), endPatienceMs);
    await ended;
    clearTimeout(timer);
  };
  try {
    return { url: await printedAddress(child, program), ended, stop };
  } catch (error) {
    if (child.pid !== undefined) await stop();
    throw error;
  }
}

function printedAddress(child: ChildProcess, program: TunnelProgram): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = '';
  const fail = (why: string) =>
    reject(
      new CliError('tunnel_failed', `${program.name} ${why}.`, {
        hint: printed.trim() === '' ? 'It said nothing.' : `It said: ${printed.trim()}`,
      }),
    );
  const read = (text: string) => {
    printed = (printed + text).slice(-keptChars);
    const address = program.address.exec(printed)?.[0];
    if (address !== undefined) resolve(address);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', read);
  child.once('error', (error) => fail(`could not be started: ${error.message}`));
  child.once('close', (code) => fail(`ended (${code ?? 'killed'}) before it gave an address`));
  const timer = setTimeout(() => fail(`gave no address within ${patienceMs / 1000} s`), patienceMs);
  return promise.finally(() => clearTimeout(timer));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

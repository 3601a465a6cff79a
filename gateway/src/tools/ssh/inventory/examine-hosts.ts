import { readKeyFile } from '../connection/read-key-file.ts';
import { GatewayError } from '../../../platform/gateway-error.ts';
import { trustOf } from './host-trust.ts';
import type { SshHostSettings, SshLogin, SshSettings } from './ssh-settings.ts';

export interface HostFinding {
  readonly host: string;
  /** What keeps it from being reached; none where it can be tried. */
  readonly problems: readonly string[];
}

/** Looks at the keys of each host, on this side only: nobody is called. */
export function examineHosts({ hosts }: SshSettings): Promise<readonly HostFinding[]> {
  return Promise.all(
    Object.entries(hosts).map(async ([host, settings]) => ({
      host,
      problems: await problemsOf(host, settings),
    })),
  );
}

async function problemsOf(host: string, settings: SshHostSettings): Promise<readonly string[]> {
  const { login, peekAs } = settings;
  const checks = [
    async () => void trustOf(host, settings),
    () => readLogin(login),
    ...(peekAs ? [() => readLogin(peekAs)] : []),
  ];
  return (await Promise.all(checks.map(problemWith))).filter((problem) => problem !== undefined);
}

async function readLogin({ keyFile, passphrase }: SshLogin): Promise<void> {
  if (keyFile !== undefined) await readKeyFile(keyFile, passphrase);
}

async function problemWith(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    throw error;
  }
}

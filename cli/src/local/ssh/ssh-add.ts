import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { Config } from '#gateway';
import { runAction } from '../../shared/action.ts';
import { askYes } from '../../shared/ask-yes.ts';
import { CliError } from '../../shared/cli-error.ts';
import type { CliContext } from '../../shared/context.ts';
import type { Probe } from '../../shared/probe.ts';
import { withConfigFailure } from '../config-failure.ts';
import { readDataFolder } from '../find-local-gateway.ts';
import { environmentWith, withPlaceOptions, type PlaceOptions } from '../start-options.ts';
import { sshTarget, type SshTarget } from './ssh-target.ts';

interface AddOptions extends PlaceOptions {
  readonly keyFile?: string;
  readonly agent?: boolean;
  readonly users?: string;
  readonly jump?: string;
  readonly fingerprint?: string;
  readonly yes?: boolean;
}

export function addSshAddCommand(ssh: Command, context: CliContext, probe: Probe): void {
  withPlaceOptions(ssh.command('add <name> <user@host[:port]>'))
    .description('add a host: shows its key, asks, and writes it to the configuration')
    .option('--key-file <file>', 'private key to log in with; default: one of ~/.ssh')
    .option('--agent', 'log in with the SSH agent of SSH_AUTH_SOCK instead')
    .option('--users <names>', 'more users that calls may name, with commas between them')
    .option('--jump <host>', 'host of the configuration that the way there leads over')
    .option('--fingerprint <SHA256:…>', 'what the fingerprint of the host key has to be')
    .option('--yes', 'do not ask; needs --fingerprint')
    .action((name: string, target: string, options: AddOptions) =>
      runAction(context.terminal, {}, () =>
        withConfigFailure(() =>
          addHost(context, { name, target: sshTarget(target), options, probe }),
        ),
      ),
    );
}

interface Adding {
  readonly name: string;
  readonly target: SshTarget;
  readonly options: AddOptions;
  readonly probe: Probe;
}

async function addHost(context: CliContext, adding: Adding): Promise<void> {
  const { terminal } = context;
  const { name, target, options } = adding;
  const env = environmentWith(context.env, options);
  const gateway = await import('#gateway');
  const config = gateway.loadConfig(env);
  const file = config.configFile ?? path.resolve('tutti.yaml');
  const text = config.configFile === undefined ? '' : readFileSync(file, 'utf8');
  const change = async (fingerprint: string): Promise<string> => {
    const changed = await gateway.addHost(text, { file, name, host: entryOf(adding, fingerprint) });
    gateway.parseConfig({ text: changed, file, env });
    return changed;
  };
  /* A name that is taken, or a wrong option, shows before anybody is asked. */
  await change(placeholder);

  const key = await fetchKey(config, adding);
  terminal.note(`${target.address} shows its host key:\n  ${key.fingerprint} (${key.type})`);
  await agree(context, options, key.fingerprint);
  writeFileSync(file, await change(key.fingerprint), { mode: modeOf(file) });
  terminal.out(`Added ${name} to ${file}.`);
  terminal.note(await whatNow(adding, config.dataDir));
}

const placeholder = `SHA256:${'A'.repeat(43)}`;

async function fetchKey(config: Config, { target, options }: Adding) {
  const { fetchHostKey, fetchHostKeyOver } = await import('#gateway');
  if (options.jump !== undefined) return fetchHostKeyOver(options.jump, target, config.ssh);
  return fetchHostKey(target, { timeoutMs: config.ssh.connectTimeoutMs });
}

async function agree(
  { terminal }: CliContext,
  { yes, fingerprint }: AddOptions,
  shown: string,
): Promise<void> {
  if (fingerprint !== undefined && fingerprint !== shown) {
    throw new CliError(
      'host_key_changed',
      `This is not the key with the fingerprint ${fingerprint}.`,
      {
        hint: 'Nothing was written. Find out on the host itself: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
      },
    );
  }
  if (yes === true && fingerprint !== undefined) return;
  if (yes === true || !terminal.canAsk) {
    throw new CliError('not_answered', 'Nobody said that this is the key of that host.', {
      hint: 'Nothing was written. Run it on a terminal, or pass --yes with --fingerprint SHA256:…',
    });
  }
  terminal.note(
    'Compare it with what the host itself says: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
  );
  if (!(await askYes('Is this the key of that host?'))) {
    throw new CliError('not_answered', 'Nothing was written.');
  }
}

function entryOf({ target, options }: Adding, fingerprint: string) {
  const { address, port, user } = target;
  const users = options.users?.split(',').map((name) => name.trim());
  return {
    address,
    ...(port !== 22 && { port }),
    user,
    ...(users && { users: [...new Set([user, ...users])] }),
    ...(options.agent === true
      ? { agent: '${SSH_AUTH_SOCK}' }
      : { key_file: keyFileOf(options.keyFile) }),
    ...(options.jump !== undefined && { jump: options.jump }),
    fingerprint,
  };
}

function keyFileOf(given: string | undefined): string {
  if (given !== undefined) return path.resolve(given);
  const usual = ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) =>
    path.join(homedir(), '.ssh', name),
  );
  const found = usual.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new CliError('key_missing', 'There is no private key to log in with.', {
    hint: 'Make one that only Tutti uses: ssh-keygen -t ed25519 -f ./keys/tutti; then pass --key-file ./keys/tutti, or --agent.',
  });
}

function modeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mode ?? 0o600;
}

async function whatNow({ name, probe }: Adding, dataDir: string): Promise<string> {
  const tryIt = `Try it: tutti call ssh.exec.peek host=${name} command='df -h'`;
  const { url, pid } = readDataFolder(dataDir);
  if (url === undefined || pid === undefined || process.platform === 'win32') return tryIt;
  const answers = await probe({ url, path: '/health' }).catch(() => undefined);
  if (answers?.status !== 200) return tryIt;
  process.kill(pid, 'SIGHUP');
  return `The running gateway was told to read its configuration again.\n${tryIt}`;
}

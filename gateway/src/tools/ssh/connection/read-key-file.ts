import { readFileSync, statSync } from 'node:fs';
import { GatewayError } from '../../../platform/gateway-error.ts';

const forOthers = 0o077;

/** The text of a private key that is its owner's alone; refuses one that others on this machine can reach. */
export async function readKeyFile(file: string, passphrase?: string): Promise<string> {
  const text = readPrivately(file);
  const { default: ssh2 } = await import('ssh2');
  const parsed = ssh2.utils.parseKey(text, passphrase);
  if (parsed instanceof Error)
    throw unusable(file, `it cannot be read as a key: ${parsed.message}`);
  return text;
}

function readPrivately(file: string): string {
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & forOthers) !== 0) {
      throw unusable(
        file,
        `others on this machine can reach it (chmod 600 ${JSON.stringify(file)})`,
      );
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw unusable(file, error instanceof Error ? error.message : String(error));
  }
}

function unusable(file: string, why: string): GatewayError {
  return new GatewayError('ssh_key_unusable', `Cannot log in with the key ${file}: ${why}.`, {
    hint: 'Nothing was done. Ask the owner to mend it: "tutti doctor" checks every host.',
    retryable: true,
  });
}

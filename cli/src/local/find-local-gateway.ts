import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { CliContext, LocalGateway } from '../shared/context.ts';
import { withConfigFailure } from './config-failure.ts';

const Running = z.looseObject({ url: z.url(), pid: z.number(), version: z.string() });

/** Reads where the gateway of this user listens, and the key of `local-cli`, from its data folder. */
export async function findLocalGateway(env: CliContext['env']): Promise<LocalGateway> {
  const { loadConfig, parseConfig } = await import('#gateway');
  return withConfigFailure(() => {
    try {
      return readDataFolder(loadConfig(env).dataDir);
    } catch (error) {
      // A mistake in the file, which somebody may be changing just now, is no concern of a gateway that runs.
      const found = readDataFolder(parseConfig({ env }).dataDir);
      if (found.url === undefined) throw error;
      return found;
    }
  });
}

export function readDataFolder(dataDir: string): LocalGateway {
  const running = Running.safeParse(parsedFile(path.join(dataDir, 'gateway.json')));
  const localKey = textFile(path.join(dataDir, 'local-cli.key'))?.trim();
  return {
    dataDir,
    ...(running.success && { url: running.data.url, pid: running.data.pid }),
    ...(localKey !== undefined && localKey !== '' && { localKey }),
  };
}

function parsedFile(file: string): unknown {
  try {
    return JSON.parse(textFile(file) ?? 'null');
  } catch {
    return undefined; // half a file is as good as none
  }
}

function textFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not there, or not ours to read
  }
}

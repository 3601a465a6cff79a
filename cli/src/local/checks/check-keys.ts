import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Probe } from '../../shared/probe.ts';
import { findingsOf, type Finding } from './finding.ts';

const { ok, warn } = findingsOf('keys');

export interface KeysPlace {
  readonly dataDir: string;
  readonly localKey: string | undefined;
  /** Where the gateway answers, if it does. */
  readonly url: string | undefined;
}

export async function checkKeys(place: KeysPlace, probe: Probe): Promise<readonly Finding[]> {
  return [await checkLocalKey(place, probe), ...checkLeftKeys(place.dataDir)];
}

async function checkLocalKey(
  { dataDir, localKey, url }: KeysPlace,
  probe: Probe,
): Promise<Finding> {
  if (localKey === undefined) {
    if (!existsSync(path.join(dataDir, 'tutti.db'))) return ok('the first start makes them');
    return warn(
      'The key of "tutti call" is missing.',
      'Start the gateway again: it makes a new one.',
    );
  }
  if (url === undefined) return ok('the key of "tutti call" is there');
  const { status } = await probe({ url, path: '/intents?limit=1', key: localKey });
  if (status < 400) return ok('the key of "tutti call" opens the door');
  return warn(
    `The key of "tutti call" is refused (HTTP ${status}).`,
    'Start the gateway again: it makes a new one.',
  );
}

function checkLeftKeys(dataDir: string): readonly Finding[] {
  const file = path.join(dataDir, 'first-keys.txt');
  if (!existsSync(file)) return [];
  return [
    warn(
      `${file} still holds the first keys in plain text.`,
      'Put them into a safe place, then delete it.',
    ),
  ];
}

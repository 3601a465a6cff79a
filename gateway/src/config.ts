import { existsSync, readFileSync, statSync } from 'node:fs';
import { ConfigError } from './config/config-error.ts';
import { maxConfigChars } from './config/config-text.ts';
import { parseConfig, type Config } from './config/parse-config.ts';
import type { Environment } from './config/parse-environment.ts';

const standardFile = 'tutti.yaml';

/** Reads the configuration of this process: TUTTI_CONFIG or ./tutti.yaml, and the environment. */
export function loadConfig(env: Environment = process.env): Config {
  const named = env['TUTTI_CONFIG'];
  if (named) return parseConfig({ text: readConfigFile(named, 'TUTTI_CONFIG'), file: named, env });
  if (!existsSync(standardFile)) return parseConfig({ env });
  return parseConfig({ text: readConfigFile(standardFile), file: standardFile, env });
}

function readConfigFile(file: string, namedBy?: string): string {
  const origin = namedBy === undefined ? '' : ` (named by ${namedBy})`;
  const bytes = readBounded(file, origin);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([{ file, message: `the file${origin} is not UTF-8 text` }]);
  }
}

function readBounded(file: string, origin: string): Uint8Array {
  const refuse = (why: string) => new ConfigError([{ file, message: `the file${origin} ${why}` }]);
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw refuse('is not a plain file');
    if (stat.size > maxConfigChars) throw refuse('is too large to be a configuration');
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw refuse(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

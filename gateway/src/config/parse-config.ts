import { homedir } from 'node:os';
import path from 'node:path';
import type { EngineName } from '#contract';
import type { Rule } from '../guard/rule.ts';
import { authConfigOf, type AuthConfig } from './auth-section.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import type { FileConfig, LogLevel, OwnerNotify } from './config-schema.ts';

export type { OwnerNotify } from './config-schema.ts';
import { defaultDataFolder, resolveWritten, type Machine } from './data-folder.ts';
import { mcpConfigOf, type McpConfig } from './mcp-section.ts';
import { memoryConfigOf, type MemoryConfig } from './memory-section.ts';
import { parseConfigFile } from './parse-config-file.ts';
import { parseEnvironment, type Environment, type Variables } from './parse-environment.ts';
import { refuseUnsafeListening } from './refuse-unsafe-listening.ts';
import { flowsConfigOf, type FlowsConfig } from './flows-section.ts';
import { sshConfigOf, type SshConfig } from './ssh-section.ts';

/** All that can be set, checked and frozen. */
export interface Config {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly dataDir: string;
  readonly configFile?: string;
  /** Without a slash at its end. */
  readonly publicUrl?: string;
  /** Of a first caller with full scope. */
  readonly apiKey?: string;
  readonly ownerKey?: string;
  readonly logLevel: LogLevel;
  /** A second place for the signed head of the audit log. */
  readonly auditHeadFile?: string;
  readonly owner: { readonly notify: readonly OwnerNotify[] };
  readonly routes: readonly RouteConfig[];
  readonly rules: readonly Rule[];
  readonly limits: Limits;
  readonly ssh: SshConfig;
  readonly flows: FlowsConfig;
  readonly auth: AuthConfig;
  readonly mcp: McpConfig;
  readonly memory: MemoryConfig;
}

export interface RouteConfig {
  /** Intent name or pattern. */
  readonly match: string;
  readonly engine: EngineName;
}

export interface Limits {
  readonly ratePerMinute: number;
  readonly maxRunning: number;
  readonly resultMaxChars: number;
  readonly bodyMaxBytes: number;
  readonly waitS: number;
  readonly receiptsOfReadsDays: number;
  readonly runsDays: number;
}

export interface ConfigSource {
  /** Text of the configuration file, if there is one. */
  readonly text?: string;
  /** Its path, for messages, and for the relative paths in it. */
  readonly file?: string;
  readonly env: Environment;
  readonly machine?: Machine;
}

/** Makes the configuration of its two sources; the environment wins. Throws `ConfigError`. */
export function parseConfig(source: ConfigSource): Config {
  const { text = '', file = 'tutti.yaml', env } = source;
  const fromFile = parseConfigFile({ text, file, env });
  const fromEnv = parseEnvironment(env);
  if (!fromFile.ok || !fromEnv.ok) {
    throw new ConfigError([
      ...(fromFile.ok ? [] : fromFile.problems),
      ...(fromEnv.ok ? [] : fromEnv.problems),
    ]);
  }
  const config = merge(fromFile.values, fromEnv.values, source);
  const problems = [...refuseEqualKeys(config), ...refuseUnsafeListening(config)];
  if (problems.length > 0) throw new ConfigError(problems);
  return freezeDeep(config);
}

function merge(file: FileConfig, env: Variables, source: ConfigSource): Config {
  const machine = source.machine ?? thisMachine();
  const configFile =
    source.text === undefined || source.file === undefined
      ? undefined
      : path.resolve(machine.cwd, source.file);
  const dataDir = dataFolder({ file, env, source, machine, configFile });
  const place = { from: folderOf(configFile, machine), home: machine.home };
  return {
    host: env.HOST ?? file.host,
    port: env.PORT ?? file.port,
    dataDir,
    ...(configFile !== undefined && { configFile }),
    ...(file.public_url !== undefined && { publicUrl: file.public_url.replace(/\/+$/, '') }),
    ...(env.TUTTI_API_KEY !== undefined && { apiKey: env.TUTTI_API_KEY }),
    ...(env.TUTTI_OWNER_KEY !== undefined && { ownerKey: env.TUTTI_OWNER_KEY }),
    logLevel: env.TUTTI_LOG_LEVEL ?? file.log_level,
    ...(file.audit.head_file !== undefined && {
      auditHeadFile: resolveWritten(file.audit.head_file, place),
    }),
    owner: file.owner,
    auth: authConfigOf(file.auth),
    routes: file.routes,
    rules: file.rules,
    limits: limitsOf(file.limits),
    ssh: sshConfigOf(file.ssh, place),
    flows: flowsConfigOf(file.flows),
    mcp: mcpConfigOf(file.mcp, { ...place, env: source.env }),
    memory: memoryConfigOf(file.memory, { ...place, dataDir }),
  };
}

function dataFolder({
  file,
  env,
  source,
  machine,
  configFile,
}: {
  file: FileConfig;
  env: Variables;
  source: ConfigSource;
  machine: Machine;
  configFile: string | undefined;
}): string {
  const { home, cwd } = machine;
  if (env.TUTTI_DATA_DIR !== undefined) {
    return resolveWritten(env.TUTTI_DATA_DIR, { from: cwd, home });
  }
  if (file.data_dir === undefined) return defaultDataFolder(source.env, machine);
  return resolveWritten(file.data_dir, { from: folderOf(configFile, machine), home });
}

/* Relative paths of a file count from its own folder. */
function folderOf(configFile: string | undefined, { cwd }: Machine): string {
  return configFile === undefined ? cwd : path.dirname(configFile);
}

function limitsOf(limits: FileConfig['limits']): Limits {
  return {
    ratePerMinute: limits.rate_per_minute,
    maxRunning: limits.max_running,
    resultMaxChars: limits.result_max_chars,
    bodyMaxBytes: limits.body_max_bytes,
    waitS: limits.wait_s,
    receiptsOfReadsDays: limits.receipts_of_reads_days,
    runsDays: limits.runs_days,
  };
}

function refuseEqualKeys({ apiKey, ownerKey }: Config): readonly ConfigProblem[] {
  if (apiKey === undefined || apiKey !== ownerKey) return [];
  return [
    {
      field: 'TUTTI_OWNER_KEY',
      message:
        'TUTTI_API_KEY and TUTTI_OWNER_KEY are equal, so an assistant could approve its own requests; give them different values',
    },
  ];
}

function thisMachine(): Machine {
  return { platform: process.platform, home: homedir(), cwd: process.cwd() };
}

function freezeDeep<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) {
    if (member instanceof Object) freezeDeep(member);
  }
  return Object.freeze(value);
}

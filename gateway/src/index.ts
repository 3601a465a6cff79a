import type { createGateway as create } from './gateway.ts';
import type { addHost as add } from './config/add-host.ts';
import type { addServer as addMcpServer } from './config/add-server.ts';
import type { setEffects as setToolEffects } from './config/set-effects.ts';
import type {
  fetchHostKey as fetchKey,
  fetchHostKeyOver as fetchKeyOver,
} from './tools/ssh/connection/fetch-host-key.ts';
import type { examineHosts as examine } from './tools/ssh/inventory/examine-hosts.ts';
import type { classifyCommand as classify } from './tools/ssh/peek/classify-command.ts';

export { publicKeyOf } from './audit/signed-head.ts';
export { isIntact, verifyAudit, type AuditVerdict } from './audit/verify-audit.ts';
export { loadConfig } from './config.ts';
export type { HostEntry } from './config/add-host.ts';
export type { ServerEntry } from './config/add-server.ts';
export { configJsonSchema } from './config/config-json-schema.ts';
export { ConfigError, describeProblem } from './config/config-error.ts';
export { parseConfig, type Config } from './config/parse-config.ts';
export { starterConfig } from './config/starter-config.ts';
export type { Gateway, GatewayOverrides } from './gateway.ts';
export { ruleDoubts } from './guard/rule-doubts.ts';
export { GatewayError } from './platform/gateway-error.ts';
export { version } from './platform/version.ts';
export { createFileHeadStore, readHeadFile } from './store/files/file-head-store.ts';
export { readSecret } from './store/files/secret-file.ts';
export { readMigrations } from './store/sqlite/migrate.ts';
export { openAuditFile, type AuditFile } from './store/sqlite/open-audit-file.ts';

export type { HostFinding } from './tools/ssh/inventory/examine-hosts.ts';

export async function addHost(...given: Parameters<typeof add>): Promise<string> {
  const adding = await import('./config/add-host.ts');
  return adding.addHost(...given);
}

export async function addServer(...given: Parameters<typeof addMcpServer>): Promise<string> {
  const adding = await import('./config/add-server.ts');
  return adding.addServer(...given);
}

export async function setEffects(
  ...given: Parameters<typeof setToolEffects>
): Promise<string | undefined> {
  const setting = await import('./config/set-effects.ts');
  return setting.setEffects(...given);
}

export const fetchHostKey: typeof fetchKey = async (...given) => {
  const fetching = await import('./tools/ssh/connection/fetch-host-key.ts');
  return fetching.fetchHostKey(...given);
};

export const fetchHostKeyOver: typeof fetchKeyOver = async (...given) => {
  const fetching = await import('./tools/ssh/connection/fetch-host-key.ts');
  return fetching.fetchHostKeyOver(...given);
};

export const examineHosts: typeof examine = async (...given) => {
  const examining = await import('./tools/ssh/inventory/examine-hosts.ts');
  return examining.examineHosts(...given);
};

/** Loads the rest of the gateway only when one is made: `tutti call` needs its configuration alone. */
export const createGateway: typeof create = async (...given) => {
  const gateway = await import('./gateway.ts');
  return gateway.createGateway(...given);
};

/** Loads what judges shell commands, and nothing else. */
export async function loadCommandClassifier(): Promise<typeof classify> {
  const { classifyCommand } = await import('./tools/ssh/peek/classify-command.ts');
  return classifyCommand;
}

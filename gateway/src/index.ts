export { loadConfig } from './config.ts';
export { configJsonSchema } from './config/config-json-schema.ts';
export { ConfigError, describeProblem } from './config/config-error.ts';
export { parseConfig, type Config } from './config/parse-config.ts';
export { starterConfig } from './config/starter-config.ts';
export { createGateway, type Gateway, type GatewayOverrides } from './gateway.ts';
export { GatewayError } from './platform/gateway-error.ts';
export { version } from './platform/version.ts';
export { readMigrations } from './store/sqlite/migrate.ts';

import { GatewayError } from '../platform/gateway-error.ts';
import { ConfigError } from './config-error.ts';
import type { Config } from './parse-config.ts';

/** Reads the configuration while the gateway runs; the owner, who asked for it, is told of every mistake. */
export function readAgain(load: () => Config): Config {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = `The configuration is not right, so the one before stays in force.\n${error.message}`;
    throw new GatewayError('invalid_request', message, {
      hint: 'Correct the places that are named, and reload again.',
      details: { problems: error.problems },
      cause: error,
    });
  }
}

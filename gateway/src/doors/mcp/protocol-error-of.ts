import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { GatewayError } from '../../platform/gateway-error.ts';

/** What the gateway refuses, in the words of MCP; anything else as it is. */
export function protocolErrorOf(error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  const { code, message, hint } = error;
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `${message} ${hint}`, { code });
}

import { ProtocolError } from '@modelcontextprotocol/server';

const missingCapability = -32_021;
const urlElicitation = -32_042;
const refusals: ReadonlySet<number> = new Set([missingCapability, urlElicitation]);

/** The error that an upstream server answered with, in its own words. */
export function upstreamError(
  details: Readonly<Record<string, unknown>> | undefined,
): ProtocolError | undefined {
  const rpc = details?.['rpc_error'];
  if (typeof rpc !== 'object' || rpc === null) return undefined;
  const { code, message, data } = rpc as Partial<Record<'code' | 'message' | 'data', unknown>>;
  if (typeof code !== 'number' || typeof message !== 'string') return undefined;
  /* Of codes with a meaning of their own, the SDK makes the error that belongs to them. */
  return ProtocolError.fromError(code, message, data);
}

/** The same where it is for the client itself to act upon, and not for the model that called a tool. */
export function refusalOfClient(
  details: Readonly<Record<string, unknown>> | undefined,
): ProtocolError | undefined {
  const error = upstreamError(details);
  return error && refusals.has(error.code) ? error : undefined;
}

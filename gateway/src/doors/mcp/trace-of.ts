import { TRACEPARENT_META_KEY } from '@modelcontextprotocol/server';
import type { CallContext } from './call-context.ts';

/** The trace that a call belongs to: the one in its `_meta`, or that of its HTTP request. */
export function traceOf({ mcpReq }: CallContext, httpTraceId: string): string {
  const given = mcpReq._meta?.[TRACEPARENT_META_KEY];
  const match =
    typeof given === 'string'
      ? /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-/.exec(given)
      : null;
  return match?.[1] ?? httpTraceId;
}

import { TRACEPARENT_META_KEY } from '@modelcontextprotocol/server';
import { traceIdIn } from '../../platform/traceparent.ts';
import type { CallContext } from './call-context.ts';

/** The trace that a call belongs to: the one in its `_meta`, or that of its HTTP request. */
export function traceOf({ mcpReq }: CallContext, httpTraceId: string): string {
  return traceIdIn(mcpReq._meta?.[TRACEPARENT_META_KEY]) ?? httpTraceId;
}

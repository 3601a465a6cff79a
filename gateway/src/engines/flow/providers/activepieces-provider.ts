import { GatewayError } from '../../../platform/gateway-error.ts';
import type { FlowResponse } from '../calling/flow-http.ts';
import { readAnswer } from '../calling/read-answer.ts';
import type { ProviderSettings } from '../flow-settings.ts';
import type { ExecutionIds, FlowPlace, FlowProvider, FlowReply } from '../provider.ts';
import { urlUnder } from './webhook-provider.ts';

/** Flows of Activepieces: `/sync` waits for the answer of the flow, without it the flow calls back. */
export function createActivepiecesProvider(name: string, settings: ProviderSettings): FlowProvider {
  return {
    name,
    settings,
    urlOf: (place) => urlUnder(settings.url, pathOf(place)),
    read: (response, place) => readReply(response, { place, name }),
    executionUrl: () => undefined,
  };
}

function pathOf({ path, flow = '', wait = true }: FlowPlace): string {
  return path ?? `/api/v1/webhooks/${flow}${wait ? '/sync' : ''}`;
}

function readReply(
  response: FlowResponse,
  { place, name }: { place: FlowPlace; name: string },
): FlowReply {
  const { status, text } = response;
  /* It stopped waiting, and the flow goes on. */
  if (status === 204) return { kind: 'accepted', ids: webhookIds(response) };
  if (status === 404) return { kind: 'refused', error: isDisabled(name, place) };
  if (status === 410) return { kind: 'refused', error: isUnknown(name, place) };
  const reply = readAnswer(response, name);
  const isStarted = place.wait === false && status >= 200 && status < 300;
  if (isStarted && (text.trim() === '' || reply.kind === 'ended')) {
    return { kind: 'accepted', ids: webhookIds(response) };
  }
  return reply;
}

function webhookIds({ headers }: FlowResponse): ExecutionIds {
  const id = headers['x-webhook-id'];
  return typeof id === 'string' && /^[\w-]{1,200}$/.test(id) ? { executionId: id } : {};
}

function isDisabled(name: string, { intent, flow }: FlowPlace): GatewayError {
  return new GatewayError(
    'engine_unavailable',
    `Cannot run ${intent}: its flow in "${name}" is disabled.`,
    {
      hint: `Nothing was done. The owner enables the flow ${flow ?? ''} in Activepieces.`,
      retryable: true,
    },
  );
}

function isUnknown(name: string, { intent, flow }: FlowPlace): GatewayError {
  return new GatewayError(
    'engine_unavailable',
    `Cannot run ${intent}: "${name}" has no flow ${flow ?? ''}.`,
    {
      hint: 'Nothing was done. The owner copies the id of the flow from Activepieces into tutti.yaml.',
      retryable: true,
    },
  );
}

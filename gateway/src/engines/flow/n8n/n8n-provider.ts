import { GatewayError } from '../../../platform/gateway-error.ts';
import type { FlowResponse } from '../calling/flow-http.ts';
import { readAnswer } from '../calling/read-answer.ts';
import type { ProviderSettings } from '../flow-settings.ts';
import type { ExecutionRecords, FlowPlace, FlowProvider, FlowReply } from '../provider.ts';
import { slugOf, urlUnder } from '../providers/webhook-provider.ts';

/** Workflows of n8n: `gmail.triage` is at `/webhook/gmail-triage`, unless a path is given. */
export function createN8nProvider(
  name: string,
  settings: ProviderSettings,
  records?: ExecutionRecords,
): FlowProvider {
  const pages = settings.linkUrl ?? settings.url;
  return {
    name,
    settings,
    urlOf: ({ intent, path }) => urlUnder(settings.url, path ?? `/webhook/${slugOf(intent)}`),
    read: (response, place) => readReply(response, { place, name }),
    executionUrl({ executionId, workflowId }) {
      if (executionId === undefined || workflowId === undefined) return undefined;
      return `${pages}/workflow/${workflowId}/executions/${executionId}`;
    },
    ...(records && { records }),
  };
}

function readReply(
  response: FlowResponse,
  { place, name }: { place: FlowPlace; name: string },
): FlowReply {
  const { status, text } = response;
  /* A webhook that answers at once says no more, not even by which id. */
  if (status === 200 && /^\{"message":\s*"Workflow was started"\}$/.test(text.trim())) {
    return { kind: 'accepted', ids: {} };
  }
  if (status === 404 && text.includes('not registered')) {
    return { kind: 'refused', error: notActive(name, place) };
  }
  /* What n8n says of itself while it starts; a proxy would not say this. */
  if (status === 503 && /starting up|Database is not ready/i.test(text)) {
    return { kind: 'refused', error: isStarting(name) };
  }
  return readAnswer(response, name);
}

/** The refusal where a workflow is there and does not listen. */
export function notActive(name: string, { intent }: Pick<FlowPlace, 'intent'>): GatewayError {
  return new GatewayError(
    'engine_unavailable',
    `Cannot run ${intent}: "${name}" has no active workflow that listens for it.`,
    {
      hint: `Nothing was done. The owner activates (publishes) the workflow in n8n, or installs it with "tutti flows push ${intent}".`,
      retryable: true,
    },
  );
}

function isStarting(name: string): GatewayError {
  return new GatewayError('engine_unavailable', `"${name}" is starting.`, {
    hint: 'Nothing was done. Send the request again in half a minute.',
    retryable: true,
  });
}

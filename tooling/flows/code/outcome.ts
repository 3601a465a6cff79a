export interface Execution {
  execution_id: string;
  workflow_id: string;
}

export interface Link extends Execution {
  /** The address under which n8n was called, such as http://127.0.0.1:5678/webhook/gmail-triage. */
  webhook_url: string;
}

/** What a flow gives back where all went well. */
export function succeeded(
  { result, plan }: { result: unknown; plan?: unknown },
  { execution_id, workflow_id }: Execution,
) {
  return {
    status: 'success',
    result,
    ...(plan !== undefined && plan !== null && { plan }),
    execution_id,
    workflow_id,
  };
}

/** What a flow gives back where a node failed, with the address of the execution. */
export function failed(
  item: { error?: unknown },
  { node, changed, ...link }: Link & { node: string; changed: boolean },
) {
  const { execution_id, workflow_id, webhook_url } = link;
  const base = webhook_url.replace(/\/webhook(-test)?\/.*$/, '');
  const url = `${base}/workflow/${workflow_id}/executions/${execution_id}`;
  return {
    status: 'error',
    error: {
      code: 'flow_failed',
      message: `The step "${node}" failed: ${sentenceOf(item.error)}`,
      hint: `Look at the execution in n8n: ${url}`,
      // Certain only before the first step that changes something.
      retryable: !changed,
      details: { node, execution_url: url },
    },
    execution_id,
    workflow_id,
  };
}

function sentenceOf(error: unknown): string {
  if (typeof error === 'string' && error !== '') return error;
  const { message, description } = (error ?? {}) as { message?: string; description?: string };
  if (message === undefined) return 'n8n does not say why.';
  return description === undefined || description === null || description === message
    ? message
    : `${message} (${description})`;
}

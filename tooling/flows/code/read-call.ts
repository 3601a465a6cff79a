export interface FlowCall {
  intent: string;
  inputs: Record<string, unknown>;
  dry_run: boolean;
  plan: unknown;
  job_id: string;
  callback_url: string;
  callback_token: string;
  later: boolean;
  settings: Record<string, unknown>;
}

/** What this flow is asked to do, out of the body that came in. */
export function readCall(
  item: { body?: Record<string, unknown>; settings?: Record<string, unknown> },
  intent: string,
  answersLater: boolean,
): FlowCall {
  const body = item.body ?? {};
  if (body['intent'] !== intent) {
    throw new Error(
      `This is the flow of "${intent}", and it was asked for ${JSON.stringify(body['intent'])}.`,
    );
  }
  const callback = (body['callback'] ?? {}) as { url?: string; token?: string };
  const url = (callback.url ?? '').replace(/\/(settle)?$/, '');
  return {
    intent,
    inputs: (body['inputs'] ?? {}) as Record<string, unknown>,
    dry_run: body['dry_run'] === true,
    plan: body['plan'] ?? null,
    job_id: typeof body['job_id'] === 'string' ? body['job_id'] : '',
    callback_url: url,
    callback_token: callback.token ?? '',
    later: answersLater && url !== '' && body['dry_run'] !== true,
    settings: item.settings ?? {},
  };
}

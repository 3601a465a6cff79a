import type { FlowError } from '#contract';
import { GatewayError } from '../../platform/gateway-error.ts';
import { controls } from '../../platform/strip-controls.ts';

const longestMessageChars = 2000;
const longestDetailsChars = 20_000;

/** What a flow says of its failure, as far as it may be passed on. */
export function flowFailed(
  { code, message, hint, retryable, details }: FlowError,
  { intent, executionUrl }: { intent: string; executionUrl: string | undefined },
): GatewayError {
  const clean = (text: string) => controls.strip(text).slice(0, longestMessageChars);
  const told = JSON.stringify(details ?? {}).length <= longestDetailsChars ? details : undefined;
  const where = executionUrl ?? told?.['execution_url'];
  const look = typeof where === 'string' ? where : 'its execution';
  return new GatewayError(
    code === 'invalid_inputs' ? code : 'engine_failed',
    `${intent} failed: ${clean(message)}`,
    {
      hint: hint ? clean(hint) : `Some of its steps may have happened: ${look} shows which.`,
      retryable: retryable === true,
      details: {
        ...told,
        ...(code !== undefined && { flow_code: clean(code) }),
        ...(executionUrl !== undefined && { execution_url: executionUrl }),
      },
    },
  );
}

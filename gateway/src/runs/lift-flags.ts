import type { OrchestrateRequest } from '#contract';
import { GatewayError } from '../platform/gateway-error.ts';
import type { CallFlags } from './call.ts';

interface LiftedFlags {
  readonly flags: CallFlags;
  /** The inputs without the flags. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Takes `dry_run` and `confirm_dangerous` out of the inputs, where assistants like to put them. The outer one wins. */
export function liftFlags(request: OrchestrateRequest): LiftedFlags {
  if (!('dry_run' in request.inputs) && !('confirm_dangerous' in request.inputs)) {
    return { flags: flagsOf(request.dry_run, request.confirm_dangerous), inputs: request.inputs };
  }
  const { dry_run: dryRunInside, confirm_dangerous: confirmInside, ...inputs } = request.inputs;
  const dryRun = request.dry_run ?? flagFrom('dry_run', dryRunInside);
  const confirmDangerous =
    request.confirm_dangerous ?? flagFrom('confirm_dangerous', confirmInside);
  return { flags: flagsOf(dryRun, confirmDangerous), inputs };
}

function flagsOf(dryRun: boolean | undefined, confirmDangerous: boolean | undefined): CallFlags {
  return { dryRun: dryRun === true, confirms: confirmDangerous === true || dryRun === false };
}

function flagFrom(name: 'dry_run' | 'confirm_dangerous', value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new GatewayError('invalid_inputs', `Cannot read "${name}": it must be true or false.`, {
    hint: `Send ${name} as a JSON boolean, without quotes.`,
  });
}

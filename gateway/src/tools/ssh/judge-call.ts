import { GatewayError } from '../../platform/gateway-error.ts';
import type { JsonObject } from '../../platform/json.ts';
import { refuseWithoutHosts, resolveHost, type ResolvedHost } from './inventory/resolve-host.ts';
import type { SshSettings } from './inventory/ssh-settings.ts';
import type { PeekVerdict } from './peek/verdict.ts';

export interface CommandInputs {
  readonly host?: string | undefined;
  readonly user?: string | undefined;
  readonly command: string;
}

/** A command that may run, with the host that it is for. */
export interface JudgedCall {
  readonly host: ResolvedHost;
  /** What runs: never the text that came in, where that could be read. */
  readonly rendering: string;
  /** It surely changes nothing. */
  readonly onlyReads: boolean;
  readonly reason: string;
}

export interface JudgeParts {
  readonly settings: () => SshSettings;
  readonly classify: (command: string) => PeekVerdict;
}

/** Judges the command and finds its host; refuses what never runs. */
export function judgeCall(inputs: CommandInputs, { settings, classify }: JudgeParts): JudgedCall {
  refuseWithoutHosts(settings());
  const verdict = classify(inputs.command);
  if (verdict.kind === 'deny' || isUnreadable(verdict)) throw commandRefused(verdict.reason);
  const onlyReads = verdict.kind === 'peek_ok';
  const host = resolveHost(settings(), { host: inputs.host, user: inputs.user, onlyReads });
  return {
    host,
    rendering: verdict.rendering ?? inputs.command,
    onlyReads,
    reason: verdict.reason,
  };
}

/** What a confirmation is bound to: this machine, known by these keys, this user, and what would run. */
export function targetOf({ host, rendering }: JudgedCall): JsonObject {
  return { ...placeOf(host), command: rendering };
}

export function placeOf(host: ResolvedHost): JsonObject {
  const { name, address, port, user, trust, jump } = host;
  return {
    host: name,
    address,
    port,
    user,
    host_keys: trust.fingerprints,
    ...(jump && { jump: placeOf(jump) }),
  };
}

/* Nobody could say what a confirmation of it would be for. */
function isUnreadable(verdict: PeekVerdict): boolean {
  return verdict.kind === 'needs_confirm' && verdict.isUnreadable === true;
}

function commandRefused(reason: string): GatewayError {
  return new GatewayError('command_refused', `Cannot run this command: ${reason}.`, {
    hint: 'No confirmation lets it through. Write it plainly, one step at a time, without what the message names.',
    retryable: true,
  });
}

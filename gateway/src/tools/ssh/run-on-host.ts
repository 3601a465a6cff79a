import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineResult, EngineCall } from '../../intents/engine.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import { connectionFailed } from './connection/connection-failure.ts';
import type { ConnectionPool } from './connection/connection-pool.ts';
import type { Lease } from './connection/host-pool.ts';
import { redactSecrets } from './exec/redact-secrets.ts';
import { runCommand, type CommandEnding, type Output } from './exec/run-command.ts';
import { showProgress } from './exec/show-progress.ts';
import type { SshSettings } from './inventory/ssh-settings.ts';
import type { JudgedCall } from './judge-call.ts';
import { renderForShell } from './peek/render-for-shell.ts';

export interface HostParts {
  readonly settings: () => SshSettings;
  readonly pool: ConnectionPool;
  readonly ownKeyLines: () => ReadonlySet<string>;
  readonly newMarker: () => string;
  readonly now: () => number;
}

type RunningCall = Pick<EngineCall, 'signal' | 'progress'> & { readonly timeoutMs: number };

const keptBytes = 1024 * 1024;
/* Of a read, the rest would only be counted. */
const enoughBytes = 16 * keptBytes;
/* "timeout" on the host ends the command first, so that its last words still arrive. */
const graceMs = 5000;
const mostRefusals = 7;
const shortestPauseMs = 50;

/** Runs a judged command on its host, and gives what came of it. Any exit code is a result. */
export async function runOnHost(
  judged: JudgedCall,
  call: RunningCall,
  parts: HostParts,
): Promise<EngineResult> {
  const { ending, isContained, durationMs } = await runOnce(judged, call, parts);
  if (wasTimedOut(ending, durationMs, call.timeoutMs)) throw timedOut(judged, call.timeoutMs);
  switch (ending.kind) {
    case 'exited':
    case 'enough':
      return { result: resultOf(judged, ending, { isContained, durationMs, parts }) };
    case 'not_sent':
      throw connectionFailed(judged.host, ending.error);
    case 'lost':
      throw connectionLost(judged);
    case 'timed_out':
      throw timedOut(judged, call.timeoutMs);
    case 'stopped':
      throw new Error('the command was ended on request');
    default:
      return ending satisfies never;
  }
}

/*
 * A warm connection may have died unnoticed: what was not sent, or only reads, gets a new one. A host that
 * takes no more sessions for now is asked again, a little later each time.
 */
async function runOnce(judged: JudgedCall, call: RunningCall, parts: HostParts) {
  let isSecond = false;
  for (let refusals = 0; ;) {
    const tried = await tryOn(await parts.pool.lease(judged.host), judged, call, parts);
    const { kind } = tried.ending;
    const mayRepeat = kind === 'not_sent' || (kind === 'lost' && judged.onlyReads);
    if (!mayRepeat || call.signal.aborted) return tried;
    if (isFull(tried.ending) && refusals < mostRefusals) {
      await sleep(shortestPauseMs * 2 ** refusals);
      refusals += 1;
    } else if (tried.isWarm && !isSecond) isSecond = true;
    else return tried;
  }
}

/* The host answered that it opens no channel (RFC 4254, section 5.1): the connection itself is sound. */
function isFull(ending: CommandEnding): boolean {
  return ending.kind === 'not_sent' && ending.error instanceof Error && 'reason' in ending.error;
}

async function tryOn(lease: Lease, judged: JudgedCall, call: RunningCall, parts: HostParts) {
  const { isWarm, isContained } = lease;
  const startedAt = parts.now();
  const ending: CommandEnding = call.signal.aborted
    ? { kind: 'stopped' }
    : await runCommand(lease, commandOf(judged, call, parts));
  const hasFailed = ending.kind === 'lost' || (ending.kind === 'not_sent' && !isFull(ending));
  lease.release(hasFailed ? 'failed' : undefined);
  return { ending, isWarm, isContained, durationMs: parts.now() - startedAt };
}

function commandOf({ rendering, onlyReads }: JudgedCall, call: RunningCall, parts: HostParts) {
  const marker = parts.newMarker();
  return {
    line: renderForShell(
      { kind: onlyReads ? 'peek_ok' : 'needs_confirm', rendering },
      { timeoutS: call.timeoutMs / 1000, marker },
    ),
    marker,
    sendTimeoutMs: parts.settings().connectTimeoutMs,
    timeoutMs: call.timeoutMs + graceMs,
    keptBytes,
    enoughBytes: onlyReads ? enoughBytes : Number.POSITIVE_INFINITY,
    signal: call.signal,
    onOutput: showProgress(call.progress, parts.now),
  };
}

function resultOf(
  { host, rendering }: JudgedCall,
  ending: Extract<CommandEnding, Output>,
  {
    isContained,
    durationMs,
    parts,
  }: { isContained: boolean; durationMs: number; parts: HostParts },
) {
  const { stdout, stderr } = ending;
  const exit = ending.kind === 'exited' ? ending : { exitCode: null };
  return {
    exit_code: exit.exitCode,
    ...('signal' in exit && exit.signal !== undefined && { signal: exit.signal }),
    host: host.name,
    user: host.user,
    command: rendering,
    assurance: isContained ? 'contained' : 'classified',
    truncated: stdout.isTruncated || stderr.isTruncated,
    stdout_bytes: stdout.totalBytes,
    stderr_bytes: stderr.totalBytes,
    duration_ms: durationMs,
    stdout: redactSecrets(stdout.text(), parts.ownKeyLines),
    stderr: redactSecrets(stderr.text(), parts.ownKeyLines),
  };
}

/* The exit codes of "timeout" where it had to act; a command of its own accord may give them earlier. */
function wasTimedOut(ending: CommandEnding, durationMs: number, timeoutMs: number): boolean {
  if (ending.kind !== 'exited' || durationMs < timeoutMs) return false;
  return ending.exitCode === 124 || ending.exitCode === 137 || ending.signal === 'SIGKILL';
}

/* Of what may have changed something, nobody can say now how far it came: an error of no kind is unknown. */
function timedOut({ host, onlyReads }: JudgedCall, timeoutMs: number): Error {
  const message = `The command did not end within ${timeoutMs / 1000} s on host "${host.name}", and was ended there`;
  if (!onlyReads) return new Error(message);
  return new GatewayError('deadline_exceeded', `${message}.`, {
    hint: 'It only reads, so it is harmless to repeat it. Ask for less: fewer lines, a narrower path.',
    retryable: true,
  });
}

function connectionLost({ host, onlyReads }: JudgedCall): Error {
  const why = new Error('the connection ended before the command did');
  return onlyReads ? connectionFailed(host, why) : why;
}

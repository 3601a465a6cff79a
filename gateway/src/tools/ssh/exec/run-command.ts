import type { ClientChannel } from 'ssh2';
import type { Lease } from '../connection/host-pool.ts';
import { endCommand } from './end-command.ts';
import { createKeptOutput, type KeptOutput } from './kept-output.ts';

export interface CommandToRun {
  /** The whole line that the login shell of the host gets. */
  readonly line: string;
  /** Stands in the environment of all that the command starts, so that it can be found and ended. */
  readonly marker: string;
  /** Until the host has taken the command. */
  readonly sendTimeoutMs: number;
  /** From then until it has ended. */
  readonly timeoutMs: number;
  /** Of each stream; the rest is counted. */
  readonly keptBytes: number;
  /** After so many bytes the command is ended: for reads, whose rest nobody would see. */
  readonly enoughBytes: number;
  readonly signal: AbortSignal;
  readonly onOutput: (shown: { lastLine: string; bytes: number }) => void;
}

/** How a command ended, as seen from here. */
export type CommandEnding =
  | ({
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly signal?: string;
    } & Output)
  /** It wrote more than anybody asked for, and was ended. */
  | ({ readonly kind: 'enough' } & Output)
  /** Certainly not begun. */
  | { readonly kind: 'not_sent'; readonly error: unknown }
  /** Sent, but the connection ended before the command did. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'stopped' };

export interface Output {
  readonly stdout: KeptOutput;
  readonly stderr: KeptOutput;
}

/** Runs one command over a connection and waits until it has ended there too. Never rejects. */
export function runCommand(lease: Lease, command: CommandToRun): Promise<CommandEnding> {
  const { client } = lease;
  const { promise, resolve } = Promise.withResolvers<CommandEnding>();
  /* What is unanswered must never be sent later: the connection goes, and with it what waits in it. */
  const timer = setTimeout(() => client.destroy(), command.sendTimeoutMs);
  let isChannelOpen = false;
  const options = {
    /* ssh2 reads this once the channel is open, right before it sends the command. */
    get env() {
      isChannelOpen = true;
      return {};
    },
  };
  try {
    client.exec(command.line, options, (error, channel) => {
      clearTimeout(timer);
      /* At once: a short command may have ended within the same packet. */
      if (!error) resolve(followCommand(channel, lease, command));
      else if (isChannelOpen && !isRefusal(error)) resolve({ kind: 'lost' });
      else resolve({ kind: 'not_sent', error });
    });
  } catch (error) {
    clearTimeout(timer);
    resolve({ kind: 'not_sent', error });
  }
  return promise;
}

/* The server answered that it will not run it. */
function isRefusal(error: Error): boolean {
  return error.message.startsWith('Unable to exec');
}

function followCommand(
  channel: ClientChannel,
  lease: Lease,
  command: CommandToRun,
): Promise<CommandEnding> {
  const { promise, resolve } = Promise.withResolvers<CommandEnding>();
  const output = {
    stdout: createKeptOutput(command.keptBytes),
    stderr: createKeptOutput(command.keptBytes),
  };
  let exit: { exitCode: number | null; signal?: string } | undefined;
  let isEnding = false;
  const end = (ending: CommandEnding) => {
    if (isEnding) return;
    isEnding = true;
    /* Resolves once it is gone there: a place on a connection is given back only then. */
    void endCommand(channel, lease, command.marker).then(() => resolve(ending));
  };
  const take = (stream: KeptOutput) => (data: Buffer) => {
    stream.add(data);
    const bytes = output.stdout.totalBytes + output.stderr.totalBytes;
    if (bytes > command.enoughBytes) end({ kind: 'enough', ...output });
    else command.onOutput({ lastLine: stream.lastLine(), bytes });
  };
  const stop = () => end({ kind: 'stopped' });
  const timer = setTimeout(end, command.timeoutMs, { kind: 'timed_out' });
  command.signal.addEventListener('abort', stop, { once: true });
  if (command.signal.aborted) stop();

  channel.on('data', take(output.stdout));
  channel.stderr.on('data', take(output.stderr));
  channel.on('error', () => undefined); // told by "close", too
  channel.on('exit', (code: number | null, signal?: string) => {
    exit = { exitCode: code, ...(signal !== undefined && { signal }) };
  });
  channel.on('close', () => {
    clearTimeout(timer);
    command.signal.removeEventListener('abort', stop);
    if (!isEnding) resolve(exit ? { kind: 'exited', ...exit, ...output } : { kind: 'lost' });
  });
  /* The wrapper of a contained login takes the end of its input for the wish to end. */
  if (!lease.isContained) channel.end();
  return promise;
}

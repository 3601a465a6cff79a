import type { ClientChannel } from 'ssh2';
import type { Lease } from '../connection/host-pool.ts';
import { renderForShell } from '../peek/render-for-shell.ts';

const waitedMs = 5000;

/**
 * Ends a command and all that it started. OpenSSH passes a KILL on to the command's group, but not to root's
 * and not behind a forced command; what carries the marker in its environment is found by a second command.
 */
export async function endCommand(
  channel: ClientChannel,
  lease: Lease,
  marker: string,
): Promise<void> {
  try {
    channel.signal('KILL');
    if (!lease.isContained) await runQuietly(lease, endingLine(marker));
    channel.close();
  } catch {
    // The connection is gone; "timeout" on the host ends the command in its time.
  }
}

/*
 * Until nothing was found twice: what is started while it looks is found the next time. The command line
 * counts, too, for the moment before the environment is set; the bracket keeps the search from finding itself.
 */
function endingLine(marker: string): string {
  const places = '/proc/[0-9]*/environ /proc/[0-9]*/cmdline';
  const find = `grep -ls '[T]UTTI_RUN=${marker}' ${places} | cut -d/ -f3`;
  const look = `p=$(${find}); if [ -n "$p" ]; then kill -KILL $p; else n=$((n+1)); sleep 0.05; fi`;
  const rendering = `n=0; while [ $n -lt 2 ]; do ${look}; done`;
  return renderForShell({ kind: 'peek_ok', rendering }, { timeoutS: waitedMs / 1000 });
}

function runQuietly({ client }: Lease, line: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.exec(line, (error, channel) => {
    if (error) return resolve();
    channel.stderr.resume();
    channel.on('error', () => undefined).on('close', () => resolve());
    channel.resume().end();
  });
  const timer = setTimeout(resolve, waitedMs);
  return promise.finally(() => clearTimeout(timer));
}

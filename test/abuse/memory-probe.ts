/** Loaded into the gateway before all else: on SIGUSR2 it collects garbage and writes what is left. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  process.on('SIGUSR2', () => {
    collect();
    collect();
    process.stderr.write(`memory: ${JSON.stringify(process.memoryUsage())}\n`);
  });
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type CollectGarbage = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/* By then the first requests of whoever waited for the start are answered. */
const pauseMs = 1000;

/**
 * Frees what the start left behind. V8 would keep some 4 MB of it until there is work to do, which a gateway
 * at home may not have for hours.
 */
export function freeStartMemory(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as CollectGarbage;
    setFlagsFromString('--no-expose-gc');
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, pauseMs).unref();
}

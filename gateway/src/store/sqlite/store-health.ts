import type { Ready } from '#contract';
import { setTimeout } from 'node:timers/promises';
import type { Channels } from './channels.ts';

export type StoreHealth = Ready['store'];

const patienceMs = 2000;

/** Asks both threads; one that does not answer soon counts as down. */
export async function checkHealth({ writer, reader }: Channels): Promise<StoreHealth> {
  const waiting = new AbortController();
  const answers = Promise.all([writer.call('proveWritable'), reader.call('proveReadable')]);
  const tooLate = setTimeout(patienceMs, undefined, { signal: waiting.signal, ref: false });
  try {
    return await Promise.race([answers.then(() => ready), tooLate.then(() => slow)]);
  } catch (error) {
    return { state: 'down', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    waiting.abort();
    tooLate.catch(() => {});
    answers.catch(() => {});
  }
}

const ready: StoreHealth = { state: 'ready' };
const slow: StoreHealth = { state: 'down', detail: `no answer within ${patienceMs} ms` };

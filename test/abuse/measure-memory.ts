import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayProcess } from '../crash/support/gateway-process.ts';

export interface Memory {
  /** What is still in use after garbage was collected: this grows where something leaks. */
  readonly liveMb: number;
  /** What the process holds of the machine: this also grows where freed memory is kept for later. */
  readonly residentMb: number;
}

/** Node has to load this file first, so that the gateway can be asked. */
export const probeOption = `--import=${new URL('./memory-probe.ts', import.meta.url).href}`;

export async function measureMemory(gateway: GatewayProcess): Promise<Memory> {
  const before = reportsOf(gateway).length;
  process.kill(gateway.pid, 'SIGUSR2');
  for (let tries = 0; tries < 500; tries += 1) {
    const report = reportsOf(gateway)[before];
    if (report !== undefined) return memoryOf(report);
    await sleep(10);
  }
  throw new Error('the gateway did not tell how much memory it uses');
}

function reportsOf(gateway: GatewayProcess): readonly string[] {
  return [...gateway.output().matchAll(/^memory: (\{.*\})$/gm)].map(([, json]) => json ?? '');
}

function memoryOf(report: string): Memory {
  const { heapUsed, external, rss } = JSON.parse(report) as NodeJS.MemoryUsage;
  return { liveMb: (heapUsed + external) / 1e6, residentMb: rss / 1e6 };
}

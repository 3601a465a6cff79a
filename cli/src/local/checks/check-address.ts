import { createServer } from 'node:net';
import { Health } from '#contract';
import type { Probe } from '../../shared/probe.ts';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('gateway');

export interface Address {
  readonly host: string;
  readonly port: number;
  /** What the data folder says of a gateway that runs. */
  readonly url: string | undefined;
  readonly ownVersion: string;
}

export interface AddressFindings {
  readonly findings: readonly Finding[];
  /** The Date header of the gateway, where one answers. */
  readonly date: string | undefined;
  readonly isRunning: boolean;
}

/** Finds out whether our gateway answers, and else whether it could listen. */
export async function checkAddress(address: Address, probe: Probe): Promise<AddressFindings> {
  const { url } = address;
  if (url === undefined) return notRunning([await checkPort(address)]);
  try {
    const { body, date } = await probe({ url, path: '/health' });
    const health = Health.safeParse(body);
    if (health.success) {
      return {
        findings: [versions(url, health.data.version, address.ownVersion)],
        date,
        isRunning: true,
      };
    }
    const message = `What answers at ${url} is not Tutti.`;
    return notRunning([fail(message, 'Stop the other program, or start Tutti on another port.')]);
  } catch (error) {
    const message = `The gateway at ${url} does not answer: ${reasonOf(error)}`;
    return notRunning([warn(message, 'Start it again: tutti start.'), await checkPort(address)]);
  }
}

function notRunning(findings: readonly Finding[]): AddressFindings {
  return { findings, date: undefined, isRunning: false };
}

function versions(url: string, running: string, own: string): Finding {
  if (running === own) return ok(`Tutti ${running} answers at ${url}`);
  const message = `Tutti ${running} answers at ${url}, but this command line is ${own}.`;
  return warn(message, 'Start the gateway again to bring it to this version.');
}

async function checkPort({ host, port }: Address): Promise<Finding> {
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const server = createServer();
  server.once('error', (error) => resolve(cannotListen(error, { host, port })));
  server.listen({ host, port }, () => {
    server.close();
    resolve(ok(`not running; port ${port} of ${host} is free`));
  });
  return promise;
}

function cannotListen(
  error: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): Finding {
  if (error.code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is in use by another program.`;
    return fail(message, 'Stop that program, or take another port: tutti start --port 8001.');
  }
  const message = `It is not possible to listen on port ${port} of ${host}: ${error.message}`;
  return fail(message, 'Take another host or port: HOST and PORT, or --host and --port.');
}

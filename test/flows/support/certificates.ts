import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Certificates {
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly caFile: string;
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A certificate for these hosts, by an authority made for this one test. */
export function makeCertificates(folder: string, hosts: readonly string[]): Certificates {
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
    '-days',
    '2',
    '-subj',
    '/CN=tests',
  );
  openssl(
    'req',
    ...key,
    '-keyout',
    file('host.key'),
    '-out',
    file('host.csr'),
    '-subj',
    '/CN=services',
  );
  writeFileSync(file('ext'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`);
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'];
  const request = ['-req', '-in', file('host.csr'), '-extfile', file('ext')];
  openssl('x509', ...request, ...signed, '-out', file('host.pem'), '-days', '2');
  return {
    caFile: file('ca.pem'),
    key: readFileSync(file('host.key')),
    cert: readFileSync(file('host.pem')),
  };
}

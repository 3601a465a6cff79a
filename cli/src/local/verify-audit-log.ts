import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AuditFile, AuditVerdict } from '#gateway';
import { CliError } from '../shared/cli-error.ts';

/** Where the audit log and what belongs to it are. */
export interface AuditPlace {
  readonly dataDir: string;
  /** The second place of the signed head, if one is configured. */
  readonly headCopy?: string | undefined;
}

interface Verifying {
  /** Files with heads that were copied elsewhere. */
  readonly headFiles?: readonly string[];
  /** The public key to trust instead of that of the data folder. */
  readonly publicKey?: string | undefined;
  /** Only that many of the newest entries. */
  readonly newest?: number;
}

/** Holds the log against itself and against every signed head that is to be found. */
export async function verifyAuditLog(
  place: AuditPlace,
  { headFiles = [], publicKey, newest }: Verifying = {},
): Promise<AuditVerdict> {
  const { createFileHeadStore, readHeadFile, verifyAudit } = await import('#gateway');
  using file = await openAuditLog(place.dataDir);
  const key = publicKey ?? (await ownPublicKey(place.dataDir));
  const store = createFileHeadStore({ folder: place.dataDir, copy: place.headCopy });
  /* Before the entries: a gateway that runs goes on signing. */
  const kept = await store.readHeads();
  const copied = await Promise.all(headFiles.map((file) => readHeadFile(file)));
  const start = newest === undefined ? undefined : startOf(file, newest);
  return verifyAudit({
    heads: [...kept, ...copied.flat()],
    publicKey: key,
    entries: file.entries({ ...(start && { after: start.seq }) }),
    ...(start && { start }),
  });
}

/** Opens the log of a data folder, which has to have one. */
export async function openAuditLog(dataDir: string): Promise<AuditFile> {
  const file = path.join(dataDir, 'tutti.db');
  if (!existsSync(file)) throw noLog(`There is no database in ${dataDir}.`);
  const { openAuditFile } = await import('#gateway');
  const log = openAuditFile(file);
  if (log.hasLog) return log;
  log[Symbol.dispose]();
  throw noLog(`The database in ${dataDir} has no audit log yet.`);
}

async function ownPublicKey(dataDir: string): Promise<string> {
  const { publicKeyOf, readSecret } = await import('#gateway');
  const signingKey = readSecret(path.join(dataDir, 'audit-key'));
  if (signingKey) return publicKeyOf(signingKey);
  throw new CliError('no_audit_key', `There is no signing key in ${dataDir} (audit-key).`, {
    hint: 'Put the file back from a backup, or name the public key with --key.',
  });
}

/* An entry whose hash cannot be found is missing: then all of the log is read, which tells. */
function startOf(file: AuditFile, newest: number) {
  const seq = file.findHead().seq - newest;
  const hash = seq > 0 ? file.findHash(seq) : undefined;
  return hash === undefined ? undefined : { seq, hash };
}

function noLog(message: string): CliError {
  return new CliError('no_audit_log', message, {
    hint: 'It begins with the first start. Name another folder with --data-dir.',
  });
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { keepHead, type HeadKeeping } from './audit/keep-head.ts';
import { createHeadSigner, makeSigningKey } from './audit/signed-head.ts';
import type { Config } from './config/parse-config.ts';
import type { Stoppable } from './platform/lifecycle.ts';
import { createFileHeadStore } from './store/files/file-head-store.ts';
import { readOrMakeSecret } from './store/files/secret-file.ts';

/** Signs how far the audit log goes, with a key that the database does not hold. */
export function openAuditHead(
  parts: Pick<HeadKeeping, 'audit' | 'now' | 'log'> & { readonly config: Config },
): Promise<Stoppable> {
  const { dataDir, auditHeadFile } = parts.config;
  const keyFile = path.join(dataDir, 'audit-key');
  const keyIsNew = !existsSync(keyFile);
  return keepHead({
    ...parts,
    heads: createFileHeadStore({ folder: dataDir, copy: auditHeadFile }),
    signer: createHeadSigner(readOrMakeSecret(keyFile, makeSigningKey)),
    keyIsNew,
  });
}

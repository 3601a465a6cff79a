import type { ApprovalStore } from '../../consent/approval-store.ts';
import type { PreviewStore } from '../../consent/preview-store.ts';
import type { OutboxStore } from '../../delivery/outbox-store.ts';
import type { IdentityStore } from '../../identity/identity-store.ts';
import type { OAuthStore } from '../../identity/oauth-store.ts';
import type { PasskeyStore } from '../../identity/passkey-store.ts';
import type { ReviewStore } from '../../intents/review-store.ts';
import type { AuditLog } from '../../platform/audit-log.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RunStore } from '../../runs/run-store.ts';
import type { MemoryRecordStore } from '../../tools/memory/memory-record-store.ts';
import type { MemoryStore } from '../../tools/memory/memory-store.ts';
import type { VectorStore } from '../../tools/memory/vector-store.ts';
import { createSqliteApprovalStore } from './sqlite-approval-store.ts';
import type { Channels } from './channels.ts';
import { preparePrivateFile } from './data-folder.ts';
import { createLazyReader } from './lazy-reader.ts';
import type { DatabaseOptions } from './open-database.ts';
import type { ReadOperations } from './read-operations.ts';
import { createSqliteAuditLog } from './sqlite-audit-log.ts';
import { createSqliteIdentityStore } from './sqlite-identity-store.ts';
import { createSqliteMemoryStore } from './sqlite-memory-store.ts';
import { createSqliteOAuthStore } from './sqlite-oauth-store.ts';
import { createSqliteOutboxStore } from './sqlite-outbox-store.ts';
import { createSqlitePasskeyStore } from './sqlite-passkey-store.ts';
import { createSqlitePreviewStore } from './sqlite-preview-store.ts';
import { createSqliteReviewStore } from './sqlite-review-store.ts';
import { createSqliteRunStore } from './sqlite-run-store.ts';
import { createSqliteVectorStore } from './sqlite-vector-store.ts';
import { checkHealth, type StoreHealth } from './store-health.ts';
import { openChannel } from './threads/channel.ts';
import { workerFile } from './threads/start-worker.ts';
import { createVectorThread } from './vector-thread.ts';
import type { WriterOperations } from './writer.ts';

export interface SqliteStoreOptions extends Pick<DatabaseOptions, 'path'> {
  /** Default `FULL`: a commit is on the disk before it is answered. */
  readonly synchronous?: DatabaseOptions['synchronous'];
  readonly log?: Logger;
  /** What vectors may take of the memory; their thread starts when they are first needed. */
  readonly vectorBytes?: number | undefined;
}

/** All stores on one SQLite file. Several may be open on the same file, in one process or many. */
export interface SqliteStore {
  readonly runs: RunStore;
  readonly previews: PreviewStore;
  readonly approvals: ApprovalStore;
  readonly identities: IdentityStore;
  readonly passkeys: PasskeyStore;
  readonly reviews: ReviewStore;
  readonly oauth: OAuthStore;
  readonly outbox: OutboxStore;
  readonly vectors: VectorStore;
  readonly memories: MemoryStore & MemoryRecordStore;
  readonly audit: AuditLog;
  health(): Promise<StoreHealth>;
  /** Finishes what was asked for, then leaves everything in the one database file. */
  close(): Promise<void>;
}

export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  preparePrivateFile(options.path);
  const channels = await openChannels(options);
  const { writer, reader } = channels;
  const { path, log, vectorBytes: maxBytes = 512 * 1_048_576 } = options;
  const vectorThread = createVectorThread({ path, maxBytes, log });
  return {
    runs: createSqliteRunStore(channels),
    previews: createSqlitePreviewStore(channels),
    approvals: createSqliteApprovalStore(channels),
    identities: createSqliteIdentityStore(channels),
    passkeys: createSqlitePasskeyStore(channels),
    reviews: createSqliteReviewStore(channels),
    oauth: createSqliteOAuthStore(channels),
    outbox: createSqliteOutboxStore(channels),
    memories: createSqliteMemoryStore(channels),
    vectors: createSqliteVectorStore({ ...channels, openVectors: () => vectorThread.open() }),
    audit: createSqliteAuditLog(channels),
    health: () => checkHealth(channels),
    async close() {
      // The writer last: only the last connection can empty the write-ahead log.
      await vectorThread.stop();
      await reader.close();
      await writer.close();
    },
  };
}

/* What it writes passes through; an import would let it grow by 30 MB. */
const writerYoungMb = 6;

async function openChannels(options: SqliteStoreOptions): Promise<Channels> {
  const { path, synchronous = 'FULL', log } = options;
  const workerData: DatabaseOptions = { path, synchronous };
  const writer = await openChannel<WriterOperations>({
    name: 'writer',
    entry: workerFile(new URL('./writer.ts', import.meta.url)),
    workerData,
    youngMb: writerYoungMb,
    log,
    lostCallsAreHarmless: false,
  });
  const open = () =>
    openChannel<ReadOperations>({
      name: 'reader',
      entry: workerFile(new URL('./reader.ts', import.meta.url)),
      workerData,
      log,
      lostCallsAreHarmless: true,
    });
  return { writer, reader: createLazyReader({ writer, open }) };
}

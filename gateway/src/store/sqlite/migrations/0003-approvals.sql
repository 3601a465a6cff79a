-- Requests that wait for the owner. Columns named as JSON hold JSON text.

CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  caller TEXT NOT NULL,
  digest TEXT NOT NULL,
  status TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  decided_at INTEGER,
  remember_until INTEGER,
  approval TEXT NOT NULL               -- JSON: all that does not change
) STRICT;

CREATE INDEX approvals_waiting ON approvals (expires_at) WHERE status = 'waiting';
CREATE INDEX approvals_remembered ON approvals (caller, digest) WHERE remember_until IS NOT NULL;

CREATE INDEX runs_queued ON runs (seq) WHERE status = 'queued';

ALTER TABLE outbox ADD COLUMN addressee TEXT NOT NULL DEFAULT 'caller';
ALTER TABLE outbox ADD COLUMN headers TEXT;   -- JSON

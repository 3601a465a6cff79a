-- Times are milliseconds since the epoch. Columns named in comments as JSON hold JSON text.
-- Ids sort by age, so "newest first" is "greatest id first".

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,             -- order of acceptance
  id TEXT NOT NULL UNIQUE,
  caller TEXT NOT NULL,
  space TEXT NOT NULL,
  intent TEXT NOT NULL,
  route TEXT NOT NULL,                 -- JSON
  effect TEXT NOT NULL,
  repeat TEXT NOT NULL,
  resource TEXT NOT NULL,
  inputs TEXT NOT NULL,                -- JSON
  inputs_digest TEXT NOT NULL,
  plan TEXT,                           -- JSON
  rule TEXT NOT NULL,
  callback_url TEXT,
  trace_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  replica_id TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  cancel_requested_at INTEGER,
  progress TEXT,                       -- JSON
  settled_at INTEGER,
  answer TEXT,                         -- JSON
  -- The key that the run holds; null once it was freed or a later run took it over.
  key_kind TEXT,
  key TEXT,
  key_expires_at INTEGER
) STRICT;

CREATE INDEX runs_by_space ON runs (space, id);
CREATE INDEX runs_running ON runs (lease_until) WHERE status = 'running';
CREATE INDEX runs_unknown ON runs (id) WHERE status = 'unknown';
CREATE INDEX runs_by_end ON runs (settled_at) WHERE settled_at IS NOT NULL;
CREATE UNIQUE INDEX runs_by_key ON runs (caller, intent, key_kind, key) WHERE key IS NOT NULL;

-- The last effectful run of each caller on each resource: what a derived key is measured against.
CREATE TABLE last_effects (
  caller TEXT NOT NULL,
  resource TEXT NOT NULL,
  run_seq INTEGER NOT NULL,
  PRIMARY KEY (caller, resource)
) STRICT, WITHOUT ROWID;

CREATE TABLE previews (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  caller TEXT NOT NULL,
  digest TEXT NOT NULL,
  token_only INTEGER NOT NULL,
  plan TEXT,                           -- JSON
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  spent_by TEXT                        -- id of the run
) STRICT, WITHOUT ROWID;

CREATE INDEX previews_by_digest ON previews (caller, digest);
CREATE INDEX previews_by_run ON previews (spent_by) WHERE spent_by IS NOT NULL;

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,
  space TEXT NOT NULL,
  job_id TEXT,                         -- null for reads
  started_at TEXT NOT NULL,            -- ISO 8601, UTC
  receipt TEXT NOT NULL                -- JSON
) STRICT;

CREATE INDEX receipts_by_space ON receipts (space, id);
CREATE INDEX receipts_of_reads ON receipts (id) WHERE job_id IS NULL;

CREATE TABLE results (
  handle TEXT PRIMARY KEY,
  space TEXT NOT NULL,
  intent TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX results_by_expiry ON results (expires_at);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  caller TEXT NOT NULL,
  space TEXT NOT NULL,
  run_id TEXT NOT NULL,
  url TEXT NOT NULL,
  body TEXT,                           -- null once finished
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  detail TEXT,
  outcome TEXT,                        -- delivered, given_up; null while it waits
  finished_at INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (due_at, id) WHERE outcome IS NULL;
CREATE INDEX outbox_waiting_by_run ON outbox (run_id) WHERE outcome IS NULL;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE outcome IS NOT NULL;

CREATE TABLE callers (
  name TEXT PRIMARY KEY,
  space TEXT NOT NULL,
  scopes TEXT NOT NULL,                -- JSON
  rate_per_minute INTEGER NOT NULL,
  callback_hosts TEXT NOT NULL,        -- JSON
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  caller TEXT NOT NULL REFERENCES callers (name),
  hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  configured INTEGER NOT NULL          -- 1: comes from the configuration
) STRICT;

CREATE INDEX keys_by_caller ON keys (caller);

CREATE TABLE owner (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE memories (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  space TEXT NOT NULL,
  text TEXT NOT NULL,
  tags TEXT NOT NULL,                  -- JSON
  speaker_id TEXT,
  caller TEXT NOT NULL,
  run_id TEXT NOT NULL,                -- the run that stored it
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX memories_by_space ON memories (space, id);

-- What the index holds of a memory. `marks` are words that no text can contain by chance in that column:
-- one for the space and one for each tag, so that a search reads only what lies in its space.
-- Hex between a letter and a digit is one token, and one that the stemmer leaves alone.
CREATE VIEW memory_words (seq, text, tags, speaker, marks) AS
SELECT
  seq,
  text,
  (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(memories.tags)),
  coalesce(speaker_id, ''),
  's' || hex(space) || '0'
    || (SELECT coalesce(group_concat(' t' || hex(value) || '0', ''), '') FROM json_each(memories.tags))
FROM memories;

CREATE VIRTUAL TABLE memory_index USING fts5 (
  text, tags, speaker, marks,
  content = 'memory_words',
  content_rowid = 'seq',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Without it, words of a forgotten memory would stay in the index until they are merged away.
INSERT INTO memory_index (memory_index, rank) VALUES ('secure-delete', 1);
INSERT INTO memory_index (memory_index, rank) VALUES ('rank', 'bm25(1.0, 0.5, 0.5, 0.0)');

-- One row, changed only to prove that the disk takes writes again.
CREATE TABLE write_proof (one INTEGER PRIMARY KEY CHECK (one = 1), bytes BLOB NOT NULL) STRICT;
INSERT INTO write_proof VALUES (1, x'');

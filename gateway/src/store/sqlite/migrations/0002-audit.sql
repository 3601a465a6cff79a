-- The audit log. Every column but `hash` goes into the hash of its row, `prev_hash` being that of the row before.
-- Nothing in the program updates or deletes rows here; that nobody else did is for the chain to show.

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,             -- from 1, without a gap
  at TEXT NOT NULL,                    -- ISO 8601, UTC
  kind TEXT NOT NULL,
  caller TEXT,
  space TEXT,
  intent TEXT,
  effect TEXT,
  rule TEXT,
  status TEXT,
  error_code TEXT,
  run_id TEXT,
  receipt_id TEXT,
  inputs_digest BLOB,                  -- salted
  result_digest BLOB,                  -- salted
  details TEXT,                        -- JSON
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- What turns digests into ones that can be compared with a guess. Deleted with what they speak of.
CREATE TABLE digest_salts (
  seq INTEGER PRIMARY KEY,             -- of the first row in `audit` that it is for; it holds until the next
  run_id TEXT,
  salt BLOB NOT NULL
) STRICT;

CREATE INDEX digest_salts_by_run ON digest_salts (run_id) WHERE run_id IS NOT NULL;

-- Receipts of reads have a table of their own: there are many, each is written once, and the oldest go first.

CREATE TABLE read_receipts (
  seq INTEGER PRIMARY KEY,             -- order of arrival, without a gap: how many there are is the last less the first
  id TEXT NOT NULL,
  space TEXT NOT NULL,
  started_at TEXT NOT NULL,            -- ISO 8601, UTC
  receipt TEXT NOT NULL                -- JSON
) STRICT;

INSERT INTO read_receipts (id, space, started_at, receipt)
SELECT id, space, started_at, receipt FROM receipts WHERE job_id IS NULL ORDER BY id;

CREATE UNIQUE INDEX read_receipts_by_space ON read_receipts (space, id);

DROP INDEX receipts_of_reads;
DELETE FROM receipts WHERE job_id IS NULL;

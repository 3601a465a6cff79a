-- What others define, and what the owner accepted of it. Columns named as JSON hold JSON text.

CREATE TABLE reviews (
  engine TEXT NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  offered_digest TEXT,                 -- these three: NULL where it is offered no more
  offered TEXT,                        -- JSON
  seen_at INTEGER,
  accepted_digest TEXT,                -- these four: NULL where it was never accepted
  accepted TEXT,                       -- JSON
  effect TEXT,
  accepted_at INTEGER,
  PRIMARY KEY (engine, source, name)
) STRICT, WITHOUT ROWID;

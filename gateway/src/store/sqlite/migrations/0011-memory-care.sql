-- What a memory said before it was changed, word for word.
CREATE TABLE memory_versions (
  memory_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  tags TEXT NOT NULL,                  -- JSON
  speaker_id TEXT,
  source TEXT,
  trust TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  expires_at INTEGER,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,            -- the caller
  run_id TEXT NOT NULL,                -- the run that changed it
  PRIMARY KEY (memory_id, version)
) STRICT, WITHOUT ROWID;

-- What makes memories alike and what they speak of, as numbers that only find candidates; see memory-likeness.ts.
-- A number is of one namespace and one speaker.
CREATE TABLE memory_likeness (
  number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (number, seq)
) STRICT, WITHOUT ROWID;

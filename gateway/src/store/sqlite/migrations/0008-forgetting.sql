-- What forgetting has to remember: names of what is gone, never what it said.

-- Ids of forgotten memories, for a while: an answer that was on its way then may still come to be stored.
CREATE TABLE forgotten (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX forgotten_by_time ON forgotten (at);

-- One row. 1: pages of the file may still hold what was forgotten, so a start after a crash has to clean them.
CREATE TABLE erasure (one INTEGER PRIMARY KEY CHECK (one = 1), pending INTEGER NOT NULL) STRICT;
INSERT INTO erasure VALUES (1, 0);

ALTER TABLE results ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

-- 1: says what was forgotten while it ran, so its record is emptied once it has ended.
ALTER TABLE runs ADD COLUMN forget_at_end INTEGER NOT NULL DEFAULT 0;

-- Memories with all that is known of them, by namespace. A namespace of a space has a number, and its memories
-- lie together: seq = number * 2^32 + place. So a search in a small namespace reads a small range of the index.

CREATE TABLE memory_namespaces (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  space TEXT NOT NULL,
  name TEXT NOT NULL,
  last_place INTEGER NOT NULL,         -- places are given out once, in the order of writing
  UNIQUE (space, name)
) STRICT;

INSERT INTO memory_namespaces (space, name, last_place)
SELECT space, 'default', count(*) FROM memories GROUP BY space;

DROP TABLE memory_index;
DROP VIEW memory_words;

CREATE TABLE memories_anew (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  space TEXT NOT NULL,
  namespace TEXT NOT NULL,
  text TEXT NOT NULL,
  bigrams TEXT NOT NULL DEFAULT '',    -- of scripts that put no spaces between words
  tags TEXT NOT NULL,                  -- JSON
  speaker_id TEXT,
  source TEXT,                         -- where it was read, if nobody said it
  trust TEXT NOT NULL,                 -- owner, caller, external
  caller TEXT NOT NULL,
  run_id TEXT NOT NULL,                -- the run that stored it
  created_at INTEGER NOT NULL,
  said_at INTEGER NOT NULL,
  conversation INTEGER NOT NULL,       -- seq of the first memory of the conversation that this one is part of
  version INTEGER NOT NULL DEFAULT 1,
  updated_at INTEGER,
  expires_at INTEGER,
  superseded_by TEXT,                  -- id of a memory
  superseded_at INTEGER,
  duplicate_of TEXT                    -- id of a memory
) STRICT;

INSERT INTO memories_anew
  (seq, conversation, id, space, namespace, text, bigrams, tags, speaker_id, trust, caller, run_id, created_at, said_at)
SELECT
  place, place, id, space, 'default', text, cjk_bigrams(text), tags, speaker_id,
  iif(caller = 'local-cli', 'owner', 'caller'), caller, run_id, created_at, created_at
FROM (
  SELECT m.*, n.number * 4294967296 + row_number() OVER (PARTITION BY m.space ORDER BY m.seq) AS place
  FROM memories m JOIN memory_namespaces n ON n.space = m.space
);

DROP TABLE memories;
ALTER TABLE memories_anew RENAME TO memories;

CREATE INDEX memories_by_space ON memories (space, id);
CREATE INDEX memories_by_namespace ON memories (space, namespace, id);
CREATE INDEX memories_by_run ON memories (run_id);
CREATE INDEX memories_by_expiry ON memories (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX memories_superseded ON memories (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX memories_duplicate ON memories (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- Two memories that cannot both hold: each pair once, the newer first.
CREATE TABLE memory_conflicts (
  newer_id TEXT NOT NULL,
  older_id TEXT NOT NULL,
  PRIMARY KEY (newer_id, older_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_conflicts_by_older ON memory_conflicts (older_id);

-- What the index holds of a memory. `marks` are words that no text can contain by chance in that column:
-- one for the space, one for the speaker and one for each tag, so that a search reads only what it may give.
-- Hex between a letter and a digit is one token, and one that the stemmer leaves alone.
CREATE VIEW memory_words (seq, text, bigrams, labels, marks) AS
SELECT
  seq,
  text,
  bigrams,
  coalesce(speaker_id || ' ', '')
    || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(memories.tags)),
  's' || hex(space) || '0'
    || coalesce(' p' || hex(speaker_id) || '0', '')
    || (SELECT coalesce(group_concat(' t' || hex(value) || '0', ''), '') FROM json_each(memories.tags))
FROM memories;

CREATE VIRTUAL TABLE memory_index USING fts5 (
  text, bigrams, labels, marks,
  content = 'memory_words',
  content_rowid = 'seq',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Without it, words of a forgotten memory would stay in the index until they are merged away.
INSERT INTO memory_index (memory_index, rank) VALUES ('secure-delete', 1);
INSERT INTO memory_index (memory_index, rank) VALUES ('rank', 'bm25(1.0, 1.0, 0.5, 0.0)');
INSERT INTO memory_index (rowid, text, bigrams, labels, marks) SELECT * FROM memory_words;

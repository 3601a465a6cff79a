-- What memories mean, as numbers. Filled in behind by the gateway, where an embedding model is configured.

CREATE TABLE embedding_models (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,           -- JSON: all that decides what vector a text gets
  dimensions INTEGER,                  -- null until it gave its first vector
  queued_to INTEGER,                   -- memories up to this seq were queued; null once all were
  complete_at INTEGER,                 -- since when every memory of then had its vector
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE memory_vectors (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of writing, so that what is new is read by its id
  model INTEGER NOT NULL REFERENCES embedding_models (number),
  memory INTEGER NOT NULL,             -- seq
  vector BLOB NOT NULL,                -- of length 1, 16 bits for each dimension, little-endian
  UNIQUE (model, memory)
) STRICT;

-- Memories whose vectors went, for those who hold them in memory.
CREATE TABLE memory_vectors_gone (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  memory INTEGER NOT NULL
) STRICT;

-- Memories that wait for a vector. What is written now (due_at 0) comes before what was there already.
CREATE TABLE memory_vector_queue (
  model INTEGER NOT NULL REFERENCES embedding_models (number),
  memory INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (model, memory)
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_vector_queue_due ON memory_vector_queue (model, due_at, memory);

-- As triggers, so that whoever writes, changes or erases a memory cannot forget its vectors.
CREATE TRIGGER memory_vectors_wanted AFTER INSERT ON memories BEGIN
  INSERT INTO memory_vector_queue (model, memory) SELECT number, new.seq FROM embedding_models;
END;

CREATE TRIGGER memory_vectors_changed AFTER UPDATE OF text, speaker_id ON memories
WHEN new.text <> old.text OR new.speaker_id IS NOT old.speaker_id BEGIN
  INSERT INTO memory_vectors_gone (memory) SELECT DISTINCT memory FROM memory_vectors WHERE memory = old.seq
    AND model IN (SELECT number FROM embedding_models);
  DELETE FROM memory_vectors WHERE memory = old.seq AND model IN (SELECT number FROM embedding_models);
  INSERT OR IGNORE INTO memory_vector_queue (model, memory) SELECT number, new.seq FROM embedding_models;
END;

CREATE TRIGGER memory_vectors_forgotten AFTER DELETE ON memories BEGIN
  INSERT INTO memory_vectors_gone (memory) SELECT DISTINCT memory FROM memory_vectors WHERE memory = old.seq
    AND model IN (SELECT number FROM embedding_models);
  DELETE FROM memory_vectors WHERE memory = old.seq AND model IN (SELECT number FROM embedding_models);
  DELETE FROM memory_vector_queue WHERE memory = old.seq AND model IN (SELECT number FROM embedding_models);
END;

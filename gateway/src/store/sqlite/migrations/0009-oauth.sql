-- Sign-in of clients: who registered, what the owner agreed to, and the codes and tokens that came of it (hashed).

CREATE TABLE oauth_clients (
  id TEXT PRIMARY KEY,
  metadata TEXT NOT NULL,              -- JSON
  created_at INTEGER NOT NULL,
  consented_at INTEGER                 -- the last time
) STRICT;

CREATE TABLE oauth_consents (
  id TEXT PRIMARY KEY,
  client_id TEXT NOT NULL,
  client_key TEXT NOT NULL,
  client_name TEXT NOT NULL,
  redirect_host TEXT NOT NULL,
  caller TEXT NOT NULL,
  space TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  live_until INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE INDEX oauth_consents_of_client ON oauth_consents (client_key, space, created_at);
CREATE INDEX oauth_consents_of_caller ON oauth_consents (caller);

CREATE TABLE oauth_records (
  kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  consent_id TEXT NOT NULL,
  payload TEXT NOT NULL,               -- JSON
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  consumed_at INTEGER,
  PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX oauth_records_of_consent ON oauth_records (consent_id);
CREATE INDEX oauth_records_by_end ON oauth_records (expires_at);

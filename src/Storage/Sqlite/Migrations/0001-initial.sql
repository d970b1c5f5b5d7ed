-- Times are UTC ticks. States are the numbers of the enums in RagCluster.Corpus; a document's state 3 is "deleted".
-- Every row carries a checksum over its values.

CREATE TABLE collections (
    key INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    shard_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    document_count INTEGER NOT NULL DEFAULT 0,
    indexed_count INTEGER NOT NULL DEFAULT 0,
    pending_count INTEGER NOT NULL DEFAULT 0,
    failed_count INTEGER NOT NULL DEFAULT 0,
    chunk_count INTEGER NOT NULL DEFAULT 0,
    content_bytes INTEGER NOT NULL DEFAULT 0,
    -- A collection whose model changes has two copies of its shards: those from first_shard on answer, those from beside_shard on are kept up too.
    first_shard INTEGER NOT NULL DEFAULT 0,
    beside_shard INTEGER,
    checksum INTEGER NOT NULL,
    -- The counts are changed without being read: their check is a sum in which any single flipped bit shows.
    count_check INTEGER NOT NULL DEFAULT 0,
    UNIQUE (tenant, name)
);

CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    indexed_generation INTEGER NOT NULL,
    state INTEGER NOT NULL,
    name TEXT NOT NULL,
    title_given TEXT NOT NULL,
    title TEXT NOT NULL,
    uri TEXT NOT NULL,
    media_type TEXT NOT NULL,
    metadata TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    content_bytes INTEGER NOT NULL,
    failure_code TEXT,
    failure_message TEXT,
    chunk_count INTEGER NOT NULL,
    log_sequence INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    -- Attempts to index the latest version that have begun and not ended: more than none after the end of a process is its last attempt's doing.
    open_attempts INTEGER NOT NULL DEFAULT 0,
    checksum INTEGER NOT NULL,
    UNIQUE (collection, id)
);

CREATE INDEX documents_by_content ON documents (collection, content_hash) WHERE state <> 3;
CREATE INDEX documents_pending ON documents (received_at, key) WHERE state = 0;

-- The counts of a collection follow its documents; a deleted document counts as nothing.
CREATE TRIGGER documents_inserted AFTER INSERT ON documents WHEN new.state <> 3 BEGIN
    UPDATE collections SET
        document_count = document_count + 1,
        indexed_count = indexed_count + (new.indexed_generation > 0),
        pending_count = pending_count + (new.state = 0),
        failed_count = failed_count + (new.state = 2),
        chunk_count = chunk_count + new.chunk_count,
        content_bytes = content_bytes + new.content_bytes,
        count_check = count_check
            + 3 * (1)
            + 5 * ((new.indexed_generation > 0))
            + 7 * ((new.state = 0))
            + 11 * ((new.state = 2))
            + 13 * (new.chunk_count)
            + 17 * (new.content_bytes)
    WHERE key = new.collection;
END;

CREATE TRIGGER documents_updated AFTER UPDATE ON documents BEGIN
    UPDATE collections SET
        document_count = document_count + (new.state <> 3) - (old.state <> 3),
        indexed_count = indexed_count + (new.indexed_generation > 0) - (old.indexed_generation > 0),
        pending_count = pending_count + (new.state = 0) - (old.state = 0),
        failed_count = failed_count + (new.state = 2) - (old.state = 2),
        chunk_count = chunk_count + new.chunk_count - old.chunk_count,
        content_bytes = content_bytes + new.content_bytes - old.content_bytes,
        count_check = count_check
            + 3 * ((new.state <> 3) - (old.state <> 3))
            + 5 * ((new.indexed_generation > 0) - (old.indexed_generation > 0))
            + 7 * ((new.state = 0) - (old.state = 0))
            + 11 * ((new.state = 2) - (old.state = 2))
            + 13 * (new.chunk_count - old.chunk_count)
            + 17 * (new.content_bytes - old.content_bytes)
    WHERE key = new.collection;
END;

CREATE TABLE document_names (
    collection INTEGER NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (collection, name)
) WITHOUT ROWID;

CREATE INDEX document_names_by_document ON document_names (document, name);

CREATE TABLE blobs (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    bytes BLOB NOT NULL
);

CREATE TABLE contents (
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    blob INTEGER NOT NULL REFERENCES blobs (key),
    checksum INTEGER NOT NULL,
    PRIMARY KEY (document, generation)
) WITHOUT ROWID;

CREATE INDEX contents_by_blob ON contents (blob);

CREATE TABLE texts (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (document, generation)
);

-- A record whose payload is null was made obsolete by a later one of its document; its sequence stays, so that replay has no gap.
CREATE TABLE shard_log (
    key INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    shard INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    document TEXT NOT NULL,
    generation INTEGER NOT NULL,
    payload BLOB,
    checksum INTEGER NOT NULL,
    UNIQUE (collection, shard, sequence)
);

-- A document's live record in each log.
CREATE INDEX shard_log_live ON shard_log (collection, shard, document) WHERE payload IS NOT NULL;

CREATE TABLE jobs (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    collection INTEGER NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    -- The progress of a change of model, as JSON; open until its last step.
    change TEXT,
    is_open INTEGER NOT NULL DEFAULT 0,
    checksum INTEGER NOT NULL
);

CREATE INDEX jobs_by_age ON jobs (created_at);
CREATE INDEX jobs_by_collection ON jobs (collection);
CREATE INDEX jobs_open ON jobs (created_at) WHERE is_open = 1;

-- No foreign key to documents: checking one would scan this table for every deleted document. Documents keep a tombstone row instead.
CREATE TABLE job_documents (
    job INTEGER NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    document INTEGER,
    document_id TEXT,
    generation INTEGER NOT NULL,
    state INTEGER NOT NULL,
    failure_code TEXT,
    failure_message TEXT,
    -- The steps of the last attempt, "name state attempts began took" each, times in ticks; null where none are known.
    steps TEXT,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (job, position)
) WITHOUT ROWID;

CREATE INDEX job_documents_queued ON job_documents (document, generation) WHERE state = 0;

-- A removed value keeps its row with a null value: its version goes on counting, so a writer with an old version can't be mistaken for a new one.
CREATE TABLE key_values (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    value BLOB,
    version INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (scope, key)
);

-- The present owner of each resource that has a single writer. Rows outlive their collections: were an epoch given twice, the owner of a
-- deleted collection's shard could write to that of a new one.
CREATE TABLE epochs (
    resource TEXT NOT NULL PRIMARY KEY,
    epoch INTEGER NOT NULL,
    owner TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) WITHOUT ROWID;

-- The lowest tier of the cache of answers. Whatever is in it may be removed at any time.
CREATE TABLE cold_cache (
    part INTEGER NOT NULL,
    digest TEXT NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    cost INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (part, digest)
);

-- Texts compare by their bytes, as in SQLite. Times are UTC ticks. States are the numbers of the enums in RagCluster.Corpus; a document's state 3 is "deleted".
-- Every row carries a checksum over its values.

CREATE TABLE collections (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    settings TEXT COLLATE "C" NOT NULL,
    shard_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    document_count BIGINT NOT NULL DEFAULT 0,
    indexed_count BIGINT NOT NULL DEFAULT 0,
    pending_count BIGINT NOT NULL DEFAULT 0,
    failed_count BIGINT NOT NULL DEFAULT 0,
    chunk_count BIGINT NOT NULL DEFAULT 0,
    content_bytes BIGINT NOT NULL DEFAULT 0,
    -- A collection whose model changes has two copies of its shards: those from first_shard on answer, those from beside_shard on are kept up too.
    first_shard BIGINT NOT NULL DEFAULT 0,
    beside_shard BIGINT,
    checksum BIGINT NOT NULL,
    -- The counts are changed without being read: their check is a sum in which any single flipped bit shows.
    count_check BIGINT NOT NULL DEFAULT 0,
    UNIQUE (tenant, name)
);

CREATE TABLE documents (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    collection BIGINT NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    id TEXT COLLATE "C" NOT NULL,
    generation BIGINT NOT NULL,
    indexed_generation BIGINT NOT NULL,
    state BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    title_given TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    uri TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    metadata TEXT COLLATE "C" NOT NULL,
    content_hash BYTEA NOT NULL,
    content_bytes BIGINT NOT NULL,
    failure_code TEXT COLLATE "C",
    failure_message TEXT COLLATE "C",
    chunk_count BIGINT NOT NULL,
    log_sequence BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    -- Attempts to index the latest version that have begun and not ended: more than none after the end of a process is its last attempt's doing.
    open_attempts BIGINT NOT NULL DEFAULT 0,
    checksum BIGINT NOT NULL,
    UNIQUE (collection, id)
);

CREATE INDEX documents_by_content ON documents (collection, content_hash) WHERE state <> 3;
CREATE INDEX documents_pending ON documents (received_at, key) WHERE state = 0;

-- The counts of a collection follow its documents; a deleted document counts as nothing.
CREATE FUNCTION count_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE collections SET
            document_count = document_count + (NEW.state <> 3)::int,
            indexed_count = indexed_count + (NEW.indexed_generation > 0)::int,
            pending_count = pending_count + (NEW.state = 0)::int,
            failed_count = failed_count + (NEW.state = 2)::int,
            chunk_count = chunk_count + NEW.chunk_count,
            content_bytes = content_bytes + NEW.content_bytes,
            count_check = count_check
                + 3 * ((NEW.state <> 3)::int)
                + 5 * ((NEW.indexed_generation > 0)::int)
                + 7 * ((NEW.state = 0)::int)
                + 11 * ((NEW.state = 2)::int)
                + 13 * (NEW.chunk_count)
                + 17 * (NEW.content_bytes)
        WHERE key = NEW.collection;
    ELSE
        UPDATE collections SET
            document_count = document_count + (NEW.state <> 3)::int - (OLD.state <> 3)::int,
            indexed_count = indexed_count + (NEW.indexed_generation > 0)::int - (OLD.indexed_generation > 0)::int,
            pending_count = pending_count + (NEW.state = 0)::int - (OLD.state = 0)::int,
            failed_count = failed_count + (NEW.state = 2)::int - (OLD.state = 2)::int,
            chunk_count = chunk_count + NEW.chunk_count - OLD.chunk_count,
            content_bytes = content_bytes + NEW.content_bytes - OLD.content_bytes,
            count_check = count_check
                + 3 * ((NEW.state <> 3)::int - (OLD.state <> 3)::int)
                + 5 * ((NEW.indexed_generation > 0)::int - (OLD.indexed_generation > 0)::int)
                + 7 * ((NEW.state = 0)::int - (OLD.state = 0)::int)
                + 11 * ((NEW.state = 2)::int - (OLD.state = 2)::int)
                + 13 * (NEW.chunk_count - OLD.chunk_count)
                + 17 * (NEW.content_bytes - OLD.content_bytes)
        WHERE key = NEW.collection;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER documents_counted AFTER INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION count_document();

CREATE TABLE document_names (
    collection BIGINT NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    document BIGINT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    checksum BIGINT NOT NULL,
    PRIMARY KEY (collection, name)
);

CREATE INDEX document_names_by_document ON document_names (document, name);

CREATE TABLE blobs (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    bytes BYTEA NOT NULL
);

CREATE TABLE contents (
    document BIGINT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    blob BIGINT NOT NULL REFERENCES blobs (key),
    checksum BIGINT NOT NULL,
    PRIMARY KEY (document, generation)
);

CREATE INDEX contents_by_blob ON contents (blob);

CREATE TABLE texts (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document BIGINT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    checksum BIGINT NOT NULL,
    UNIQUE (document, generation)
);

-- A record whose payload is null was made obsolete by a later one of its document; its sequence stays, so that replay has no gap.
CREATE TABLE shard_log (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    collection BIGINT NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    shard BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    document TEXT COLLATE "C" NOT NULL,
    generation BIGINT NOT NULL,
    payload BYTEA,
    checksum BIGINT NOT NULL,
    UNIQUE (collection, shard, sequence)
);

-- A document's live record in each log.
CREATE INDEX shard_log_live ON shard_log (collection, shard, document) WHERE payload IS NOT NULL;

CREATE TABLE jobs (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    collection BIGINT NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    -- The progress of a change of model, as JSON; open until its last step.
    change TEXT COLLATE "C",
    is_open BIGINT NOT NULL DEFAULT 0,
    checksum BIGINT NOT NULL
);

CREATE INDEX jobs_by_age ON jobs (created_at);
CREATE INDEX jobs_by_collection ON jobs (collection);
CREATE INDEX jobs_open ON jobs (created_at) WHERE is_open = 1;

-- No foreign key to documents: checking one would scan this table for every deleted document. Documents keep a tombstone row instead.
CREATE TABLE job_documents (
    job BIGINT NOT NULL REFERENCES jobs (key) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    document BIGINT,
    document_id TEXT COLLATE "C",
    generation BIGINT NOT NULL,
    state BIGINT NOT NULL,
    failure_code TEXT COLLATE "C",
    failure_message TEXT COLLATE "C",
    -- The steps of the last attempt, "name state attempts began took" each, times in ticks; null where none are known.
    steps TEXT COLLATE "C",
    checksum BIGINT NOT NULL,
    PRIMARY KEY (job, position)
);

CREATE INDEX job_documents_queued ON job_documents (document, generation) WHERE state = 0;

-- A removed value keeps its row with a null value: its version goes on counting, so a writer with an old version can't be mistaken for a new one.
CREATE TABLE key_values (
    scope TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    value BYTEA,
    version BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    UNIQUE (scope, key)
);

-- The present owner of each resource that has a single writer. Rows outlive their collections: were an epoch given twice, the owner of a
-- deleted collection's shard could write to that of a new one.
CREATE TABLE epochs (
    resource TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL,
    checksum BIGINT NOT NULL
);

-- Embeddings don't compress: trying costs time for nothing.
ALTER TABLE shard_log ALTER COLUMN payload SET STORAGE EXTERNAL;

-- The lowest tier of the cache of answers. Whatever is in it may be removed at any time.
CREATE TABLE cold_cache (
    part BIGINT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    key BYTEA NOT NULL,
    value BYTEA NOT NULL,
    cost BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    UNIQUE (part, digest)
);

-- What Microsoft.Orleans.Persistence.AdoNet asks of a database, by its names and types: the table of the states, and its statements in
-- OrleansQuery. Where its published scripts were run before, theirs stay.
CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText varchar(8000) NOT NULL);

CREATE TABLE IF NOT EXISTS OrleansStorage (
    GrainIdHash integer NOT NULL,
    GrainIdN0 bigint NOT NULL,
    GrainIdN1 bigint NOT NULL,
    GrainTypeHash integer NOT NULL,
    GrainTypeString varchar(512) NOT NULL,
    GrainIdExtensionString varchar(512),
    ServiceId varchar(150) NOT NULL,
    PayloadBinary bytea,
    ModifiedOn timestamp NOT NULL,
    Version integer);

CREATE INDEX IF NOT EXISTS ix_OrleansStorage ON OrleansStorage (GrainIdHash, GrainTypeHash);

CREATE OR REPLACE FUNCTION IsState(
    stored OrleansStorage, hash integer, n0 bigint, n1 bigint, type_hash integer, type varchar, extension varchar, service varchar)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT stored.GrainIdHash = hash AND stored.GrainIdN0 = n0 AND stored.GrainIdN1 = n1 AND stored.GrainTypeHash = type_hash
        AND stored.GrainTypeString = type AND stored.GrainIdExtensionString IS NOT DISTINCT FROM extension AND stored.ServiceId = service
$$;

INSERT INTO OrleansQuery VALUES
('ReadFromStorageKey', '
    SELECT PayloadBinary, ModifiedOn, Version FROM OrleansStorage s
    WHERE IsState(s, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId)'),
('WriteToStorageKey', '
    WITH updated AS (
        UPDATE OrleansStorage s SET PayloadBinary = @PayloadBinary, ModifiedOn = now() AT TIME ZONE ''utc'', Version = Version + 1
        WHERE IsState(s, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId)
            AND Version = @GrainStateVersion
        RETURNING Version),
    inserted AS (
        INSERT INTO OrleansStorage
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary,
            now() AT TIME ZONE ''utc'', 1
        WHERE CAST(@GrainStateVersion AS integer) IS NULL AND NOT EXISTS (
            SELECT FROM OrleansStorage s
            WHERE IsState(s, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId))
        RETURNING Version)
    SELECT COALESCE((SELECT Version FROM updated), (SELECT Version FROM inserted), CAST(@GrainStateVersion AS integer)) AS NewGrainStateVersion'),
('ClearStorageKey', '
    UPDATE OrleansStorage s SET PayloadBinary = NULL, Version = Version + 1
    WHERE IsState(s, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId)
        AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion'),
('DeleteStorageKey', '
    DELETE FROM OrleansStorage s
    WHERE IsState(s, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId)
        AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion')
ON CONFLICT DO NOTHING;

-- Texts compare by their bytes, as in SQLite. Times are UTC ticks. States are the numbers of the enums in RagCluster.Corpus; a document's state 3 is "deleted".

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
            content_bytes = content_bytes + NEW.content_bytes
        WHERE key = NEW.collection;
    ELSE
        UPDATE collections SET
            document_count = document_count + (NEW.state <> 3)::int - (OLD.state <> 3)::int,
            indexed_count = indexed_count + (NEW.indexed_generation > 0)::int - (OLD.indexed_generation > 0)::int,
            pending_count = pending_count + (NEW.state = 0)::int - (OLD.state = 0)::int,
            failed_count = failed_count + (NEW.state = 2)::int - (OLD.state = 2)::int,
            chunk_count = chunk_count + NEW.chunk_count - OLD.chunk_count,
            content_bytes = content_bytes + NEW.content_bytes - OLD.content_bytes
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
    PRIMARY KEY (document, generation)
);

CREATE INDEX contents_by_blob ON contents (blob);

CREATE TABLE texts (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document BIGINT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
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
    UNIQUE (collection, shard, sequence)
);

CREATE TABLE jobs (
    key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL UNIQUE,
    collection BIGINT NOT NULL REFERENCES collections (key) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);

CREATE INDEX jobs_by_age ON jobs (created_at);
CREATE INDEX jobs_by_collection ON jobs (collection);

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
    PRIMARY KEY (job, position)
);

CREATE INDEX job_documents_queued ON job_documents (document, generation) WHERE state = 0;

-- A removed value keeps its row with a null value: its version goes on counting, so a writer with an old version can't be mistaken for a new one.
CREATE TABLE key_values (
    scope TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    value BYTEA,
    version BIGINT NOT NULL,
    UNIQUE (scope, key)
);

-- The present owner of each resource that has a single writer. Rows outlive their collections: were an epoch given twice, the owner of a
-- deleted collection's shard could write to that of a new one.
CREATE TABLE epochs (
    resource TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL
);

-- Embeddings don't compress: trying costs time for nothing.
ALTER TABLE shard_log ALTER COLUMN payload SET STORAGE EXTERNAL;

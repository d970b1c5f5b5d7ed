-- The lowest tier of the cache of answers. Whatever is in it may be removed at any time.
CREATE TABLE cold_cache (
    part BIGINT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    key BYTEA NOT NULL,
    value BYTEA NOT NULL,
    cost BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    UNIQUE (part, digest)
);

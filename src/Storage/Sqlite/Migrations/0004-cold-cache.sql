-- The lowest tier of the cache of answers. Whatever is in it may be removed at any time.
CREATE TABLE cold_cache (
    part INTEGER NOT NULL,
    digest TEXT NOT NULL,
    key BLOB NOT NULL,
    value BLOB NOT NULL,
    cost INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (part, digest)
);

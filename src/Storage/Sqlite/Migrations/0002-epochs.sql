-- The present owner of each resource that has a single writer. Rows outlive their collections: were an epoch given twice, the owner of a
-- deleted collection's shard could write to that of a new one.
CREATE TABLE epochs (
    resource TEXT NOT NULL PRIMARY KEY,
    epoch INTEGER NOT NULL,
    owner TEXT NOT NULL,
    taken_at INTEGER NOT NULL
) WITHOUT ROWID;

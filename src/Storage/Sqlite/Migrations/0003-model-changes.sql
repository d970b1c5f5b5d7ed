-- A collection whose model changes has two copies of its shards: those from first_shard on answer, those from beside_shard on are kept up too.
ALTER TABLE collections ADD COLUMN first_shard INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collections ADD COLUMN beside_shard INTEGER;

-- The progress of a change of model, as JSON; open until its last step.
ALTER TABLE jobs ADD COLUMN change TEXT;
ALTER TABLE jobs ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;
CREATE INDEX jobs_open ON jobs (created_at) WHERE is_open = 1;

-- A document's live record in each log.
CREATE INDEX shard_log_live ON shard_log (collection, shard, document) WHERE payload IS NOT NULL;

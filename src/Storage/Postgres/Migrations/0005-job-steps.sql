-- The steps of a document's last attempt, "name state attempts began took" each, times in ticks; null where none are known.
ALTER TABLE job_documents ADD COLUMN steps TEXT COLLATE "C";

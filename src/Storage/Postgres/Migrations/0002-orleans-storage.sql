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

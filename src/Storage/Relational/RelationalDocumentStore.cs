using System.Runtime.CompilerServices;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.Files;
using RagCluster.Storage.Logs;
using RagCluster.Storage.ModelChanges;
using RagCluster.Storage.Relational.Copying;
using RagCluster.Storage.Relational.Integrity;
using RagCluster.Storage.Relational.Rewriting;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Seals;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Relational.Writing;

namespace RagCluster.Storage.Relational;

/// <summary>
/// The store of record over a database, whichever engine keeps it. How documents get their identity is told at <c>AcceptWrite</c>.
/// </summary>
public abstract class RelationalDocumentStore : IDocumentStore, IRowSource
{
    /// <summary>The most documents that one listing returns.</summary>
    public const int ListLimitMax = 1_000;

    // Records carry embeddings, some MiB each: a page must not take the process's memory.
    private const int LogPageRecords = 16;
    private readonly MendingDatabase _database;
    private readonly TimeProvider _time;
    private readonly TimeSpan _jobRetention;

    private protected RelationalDocumentStore(
        MendingDatabase database,
        IKeyValueStore keyValues,
        IEpochStore epochs,
        TimeSpan jobRetention,
        TimeProvider time
    )
    {
        _database = database;
        Damage = database.Damage;
        _time = time;
        _jobRetention = jobRetention;
        KeyValues = keyValues;
        Epochs = epochs;
        Changes = new ModelChangeStore(database);
        ColdCache = new CacheStore(database);
        ChangeLog = new ChangeLog(database);
        Encryption = new StoreEncryption(database, keyValues, time);
        Imports = new CollectionImports(database, time);
    }

    /// <inheritdoc/>
    public string? SealedReason => _database.SealedReason;

    /// <inheritdoc/>
    public DamageLedger Damage { get; }

    /// <summary>Small values in the same database.</summary>
    public IKeyValueStore KeyValues { get; }

    /// <summary>Cached values in the same database.</summary>
    public ICacheStore ColdCache { get; }

    /// <summary>Collections that are copied into it while it is used.</summary>
    public CollectionImports Imports { get; }

    /// <summary>Which rows have changed, for whoever ships them elsewhere.</summary>
    public ChangeLog ChangeLog { get; }

    /// <summary>The form in which values are stored, and how they get into it.</summary>
    public StoreEncryption Encryption { get; }

    /// <inheritdoc/>
    public IEpochStore Epochs { get; }

    /// <inheritdoc/>
    public IModelChangeStore Changes { get; }

    /// <inheritdoc/>
    public abstract Task ConfirmAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async Task<CollectionState> CreateCollectionAsync(
        CollectionId id,
        CollectionSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (settings.ShardCount < 1)
        {
            throw RagException.Invalid("shardCount", "A collection needs at least one shard.");
        }

        await _database.RequireSpaceAsync(cancellationToken);
        return await WriteAsync(id, session => CollectionRows.Insert(session, id, settings, _time.GetUtcNow()), 0, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionState?> FindCollectionAsync(CollectionId id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionState> CountSeenAsync(CollectionState collection, AccessView view, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => SeenCounts.Of(session, collection, view), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CollectionState>> ListCollectionsAsync(string? tenant, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.ReadAsync(session => CollectionRows.List(session, tenant), cancellationToken);
        }
        catch (RagException lost) when (lost.Code == RagException.CorruptCode)
        {
            // One of them can't be read, and is named by the damage ledger: it must not hide the others.
            return await _database.ReadAsync(session => CollectionRows.ListIntact(session, tenant), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<bool> SaveSettingsAsync(
        CollectionId id,
        CollectionSettings expected,
        CollectionSettings next,
        CancellationToken cancellationToken
    ) => WriteAsync(id, session => CollectionRows.Replace(session, id, expected, next), 0, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteCollectionAsync(CollectionId id, CancellationToken cancellationToken)
    {
        bool isDeleted = await FreeAsync(id, session => CollectionRows.Delete(session, id), cancellationToken);
        Damage.Heal(id, null, DamageKinds.All);
        return isDeleted;
    }

    /// <inheritdoc/>
    public async Task<Job> AcceptAsync(
        CollectionId collection,
        IReadOnlyList<UploadedDocument> documents,
        IReadOnlyList<RefusedUpload> refused,
        CancellationToken cancellationToken
    )
    {
        await _database.RequireSpaceAsync(cancellationToken);
        PreparedDocument[] prepared = [.. documents.Select(document => new PreparedDocument(document))];
        AcceptWrite write = new(collection, prepared, refused, _time.GetUtcNow());
        Job job = await WriteAsync(collection, write.Run, prepared.Sum(document => document.Bytes.LongLength), cancellationToken);
        foreach (JobDocument document in job.Documents)
        {
            if (document.DocumentId is { } id)
                Damage.Heal(collection, id, DamageKinds.Sent);
        }

        return job;
    }

    /// <inheritdoc/>
    public Task<Document?> FindDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => DocumentReader.Find(session, collection, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListDocumentsAsync(
        CollectionId collection,
        DocumentState? state,
        DocumentId? after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await _database.ReadLargeAsync(
            session => DocumentReader.List(session, collection, state, after?.Value ?? "", Math.Clamp(limit, 0, ListLimitMax)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListDocumentsBackAsync(
        CollectionId collection,
        DocumentState? state,
        DocumentId? before,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await _database.ReadLargeAsync(
            session => DocumentReader.ListBack(session, collection, state, before?.Value, Math.Clamp(limit, 0, ListLimitMax)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListSentAsync(
        CollectionId collection,
        string sender,
        DocumentId? after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await _database.ReadLargeAsync(
            session => DocumentReader.SentBy(session, collection, sender, after?.Value ?? "", Math.Clamp(limit, 0, ListLimitMax)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<int> ForgetSenderAsync(CollectionId collection, string sender, CancellationToken cancellationToken)
    {
        int all = 0;
        int some;
        do
        {
            some = await WriteAsync(collection, session => SenderWrites.Forget(session, collection, sender), 0, cancellationToken);
            all += some;
        } while (some > 0);
        return all;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadContentAsync(
        CollectionId collection,
        DocumentId id,
        long generation,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ReadAsync();
        }
        catch (InvalidDataException damaged)
        {
            bool isCorrected = await WriteAsync(
                collection,
                session => CorrectContent(session, collection, id, generation),
                0,
                cancellationToken
            );
            string what = $"the content of document '{id}' of collection {collection}, version {generation}";
            // Nothing else holds these bytes.
            string outcome = isCorrected ? ContentRows.Corrected : "Send the document again.";
            Damage.Report(DamageKinds.Content, what, isCorrected, outcome, new DamagedSubject(collection, id));
            return isCorrected ? await ReadAsync() : throw StorageFailure.Lost(what, outcome, damaged);
        }

        Task<byte[]?> ReadAsync() =>
            _database.ReadLargeAsync(
                session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.Read(session, key, generation) : null,
                cancellationToken
            );
    }

    /// <inheritdoc/>
    public async Task<string?> ReadTextAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken)
    {
        byte[]? stored = await _database.ReadLargeAsync(
            session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.ReadText(session, key, generation) : null,
            cancellationToken
        );
        try
        {
            return stored is null ? null : StoredText.Decode(stored);
        }
        catch (InvalidDataException unknown)
        {
            // Its checksum is right: another build wrote it.
            throw StorageFailure.Corrupt("text", unknown);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListPendingAsync(int limit, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => DocumentReader.Pending(session, Math.Clamp(limit, 0, ListLimitMax)), cancellationToken);

    /// <inheritdoc/>
    public Task<int?> BeginAttemptAsync(
        CollectionId collection,
        DocumentId id,
        long generation,
        int openMax,
        CancellationToken cancellationToken
    ) =>
        _database.NoteAsync(
            collection.ToString(),
            session => IndexingWrites.BeginAttempt(session, new VersionKey(collection, id, generation), openMax),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task EndAttemptAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken) =>
        _database.NoteAsync(
            collection.ToString(),
            session => IndexingWrites.EndAttempt(session, new VersionKey(collection, id, generation)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<long?> CommitIndexedAsync(IndexedDocument indexed, CancellationToken cancellationToken)
    {
        Dictionary<int, byte[]> payloads = new() { [indexed.Shard.Number] = ShardLogRecordCodec.Encode(indexed.Record) };
        if (indexed.SecondRecord is { } second)
        {
            payloads[second.Shard.Number] = ShardLogRecordCodec.Encode(second.Record);
        }

        byte[] text = StoredText.Encode(indexed.ExtractedText);
        long? sequence = await WriteAsync(
            indexed.Shard.Collection,
            session => IndexingWrites.Commit(session, indexed, payloads, text, _time.GetUtcNow()),
            payloads.Values.Sum(payload => payload.LongLength) + text.Length,
            cancellationToken
        );
        if (sequence is not null)
            Damage.Heal(indexed.Shard.Collection, indexed.Record.Document, DamageKinds.Indexed);
        return sequence;
    }

    /// <inheritdoc/>
    public Task FailDocumentAsync(
        CollectionId collection,
        DocumentId id,
        long generation,
        DocumentFailure failure,
        JobStep[] steps,
        CancellationToken cancellationToken
    ) =>
        FreeAsync(
            collection,
            session => IndexingWrites.Fail(session, new VersionKey(collection, id, generation), failure, steps, _time.GetUtcNow()),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<bool> RetryDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        WriteAsync(collection, session => IndexingWrites.Retry(session, collection, id, _time.GetUtcNow()), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> SetAclAsync(
        CollectionId collection,
        DocumentId id,
        DocumentAcl? acl,
        long epoch,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            collection,
            session => AclWrites.Set(session, new AclChange(collection, id, acl, epoch), _time.GetUtcNow()),
            0,
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<long?> DeleteDocumentAsync(
        CollectionId collection,
        DocumentId id,
        long epoch,
        long? generation,
        CancellationToken cancellationToken
    )
    {
        long? sequence = await FreeAsync(
            collection,
            session => IndexingWrites.Delete(session, new DocumentDeletion(collection, id, epoch, generation), _time.GetUtcNow()),
            cancellationToken
        );
        Damage.Heal(collection, id, DamageKinds.All);
        return sequence;
    }

    /// <inheritdoc/>
    public Task<long> ReadLogEndAsync(ShardId shard, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session =>
                CollectionRows.FindKey(session, shard.Collection) is { } collection ? session.LogEnd(collection.Key, shard.Number) : 0,
            cancellationToken
        );

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShardLogRecord> ReadLogAsync(
        ShardId shard,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<ShardLogRecord> page;
        do
        {
            // No read transaction spans the pages: a slow replica must not keep the write-ahead log from being copied.
            long last = after;
            page = await _database.ReadLargeAsync(session => LogRows.Page(session, shard, last, LogPageRecords), cancellationToken);
            foreach (ShardLogRecord record in page)
            {
                yield return record;
                after = record.Sequence;
            }
        } while (page.Count == LogPageRecords);
    }

    /// <inheritdoc/>
    public virtual Task<StoreReport> CheckAsync(bool repair, CancellationToken cancellationToken) =>
        new StoreCheck(_database, _time).RunAsync(repair, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreCleanup> CleanAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return new CleanupWrites(_database).RunAsync(now - _jobRetention, now, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Compaction?> CompactAsync(CancellationToken cancellationToken) => _database.CompactAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<T> SnapshotAsync<T>(Func<RowSnapshot, Task<T>> read, CancellationToken cancellationToken) =>
        _database.SnapshotAsync(session => read(new RowSnapshot(session)), cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => JobRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public Task<DiskUsage?> MeasureDiskAsync(CancellationToken cancellationToken) => _database.MeasureDiskAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static bool CorrectContent(SqlSession session, CollectionId collection, DocumentId id, long generation) =>
        DocumentReader.FindKey(session, collection, id) is { } key
        && SealedTables.Contents.Find(session, [key, generation]) is { } content
        && ContentRows.CorrectBlob(session, content.Number(2));

    private Task<T> WriteAsync<T>(CollectionId collection, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        _database.WriteAsync(collection.ToString(), body, bytes, cancellationToken);

    private Task<T> FreeAsync<T>(CollectionId collection, Func<SqlSession, T> body, CancellationToken cancellationToken) =>
        _database.FreeAsync(collection.ToString(), body, cancellationToken);
}

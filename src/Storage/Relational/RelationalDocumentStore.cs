using System.Runtime.CompilerServices;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Caching;
using RagCluster.Storage.Fencing;
using RagCluster.Storage.Logs;
using RagCluster.Storage.ModelChanges;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Writing;

namespace RagCluster.Storage.Relational;

/// <summary>The store of record over a database, whichever engine keeps it. How documents get their identity is told at <c>AcceptWrite</c>.</summary>
public abstract class RelationalDocumentStore : IDocumentStore
{
    /// <summary>The most documents that one listing returns.</summary>
    public const int ListLimitMax = 1_000;

    // Records carry embeddings, some MiB each: a page must not take the process's memory.
    private const int LogPageRecords = 16;
    private readonly ISqlDatabase _database;
    private readonly TimeProvider _time;

    private protected RelationalDocumentStore(ISqlDatabase database, IKeyValueStore keyValues, IEpochStore epochs, TimeProvider time)
    {
        _database = database;
        _time = time;
        KeyValues = keyValues;
        Epochs = epochs;
        Changes = new ModelChangeStore(database);
        ColdCache = new CacheStore(database);
    }

    /// <inheritdoc/>
    public string? SealedReason => _database.SealedReason;

    /// <summary>Small values in the same database.</summary>
    public IKeyValueStore KeyValues { get; }

    /// <summary>Cached values in the same database.</summary>
    public ICacheStore ColdCache { get; }

    /// <inheritdoc/>
    public IEpochStore Epochs { get; }

    /// <inheritdoc/>
    public IModelChangeStore Changes { get; }

    /// <inheritdoc/>
    public abstract Task ConfirmAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionState> CreateCollectionAsync(CollectionId id, CollectionSettings settings, CancellationToken cancellationToken)
    {
        if (settings.ShardCount < 1)
        {
            throw RagException.Invalid("shardCount", "A collection needs at least one shard.");
        }

        return WriteAsync(id, session => CollectionRows.Insert(session, id, settings, _time.GetUtcNow()), 0, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionState?> FindCollectionAsync(CollectionId id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CollectionState>> ListCollectionsAsync(string tenant, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => CollectionRows.List(session, tenant), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteCollectionAsync(CollectionId id, CancellationToken cancellationToken) =>
        WriteAsync(id, session => CollectionRows.Delete(session, id), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<Job> AcceptAsync(
        CollectionId collection,
        IReadOnlyList<IncomingDocument> documents,
        IReadOnlyList<RefusedDocument> refused,
        CancellationToken cancellationToken
    )
    {
        PreparedDocument[] prepared = [.. documents.Select(document => new PreparedDocument(document))];
        AcceptWrite write = new(collection, prepared, refused, _time.GetUtcNow());
        return WriteAsync(collection, write.Run, prepared.Sum(document => document.Bytes.LongLength), cancellationToken);
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
        await _database.ReadAsync(
            session => DocumentReader.List(session, collection, state, after?.Value ?? "", Math.Clamp(limit, 0, ListLimitMax)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<byte[]?> ReadContentAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.Read(session, key, generation) : null,
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<string?> ReadTextAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken)
    {
        byte[]? stored = await _database.ReadAsync(
            session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.ReadText(session, key, generation) : null,
            cancellationToken
        );
        try
        {
            return stored is null ? null : StoredText.Decode(stored);
        }
        catch (InvalidDataException damaged)
        {
            throw StorageFailure.Corrupt("text", damaged);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListPendingAsync(int limit, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => DocumentReader.Pending(session, Math.Clamp(limit, 0, ListLimitMax)), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> CommitIndexedAsync(IndexedDocument indexed, CancellationToken cancellationToken)
    {
        Dictionary<int, byte[]> payloads = new() { [indexed.Shard.Number] = ShardLogRecordCodec.Encode(indexed.Record) };
        if (indexed.Beside is { } beside)
        {
            payloads[beside.Shard.Number] = ShardLogRecordCodec.Encode(beside.Record);
        }

        byte[] text = StoredText.Encode(indexed.ExtractedText);
        return WriteAsync(
            indexed.Shard.Collection,
            session => IndexingWrites.Commit(session, indexed, payloads, text, _time.GetUtcNow()),
            payloads.Values.Sum(payload => payload.LongLength) + text.Length,
            cancellationToken
        );
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
        WriteAsync(
            collection,
            session => IndexingWrites.Fail(session, new VersionKey(collection, id, generation), failure, steps, _time.GetUtcNow()),
            0,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<bool> RetryDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        WriteAsync(collection, session => IndexingWrites.Retry(session, collection, id, _time.GetUtcNow()), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> DeleteDocumentAsync(CollectionId collection, DocumentId id, long epoch, CancellationToken cancellationToken) =>
        WriteAsync(collection, session => IndexingWrites.Delete(session, collection, id, epoch, _time.GetUtcNow()), 0, cancellationToken);

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
            page = await _database.ReadAsync(session => LogRows.Page(session, shard, last, LogPageRecords), cancellationToken);
            foreach (ShardLogRecord record in page)
            {
                yield return record;
                after = record.Sequence;
            }
        } while (page.Count == LogPageRecords);
    }

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => JobRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<T> WriteAsync<T>(CollectionId collection, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        _database.WriteAsync(collection.ToString(), body, bytes, cancellationToken);
}

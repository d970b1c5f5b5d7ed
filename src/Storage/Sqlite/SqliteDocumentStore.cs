using System.Runtime.CompilerServices;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Logs;
using RagCluster.Storage.Sqlite.Rows;
using RagCluster.Storage.Sqlite.Writing;

namespace RagCluster.Storage.Sqlite;

/// <summary>
/// The store of record in one SQLite file (write-ahead log, <c>synchronous=FULL</c>). Writes are committed in groups by one
/// thread, reads see what is committed. How documents get their identity is told at <c>AcceptWrite</c>, what happens when the
/// disk fails at <c>GroupCommitWriter</c>.
/// </summary>
public sealed class SqliteDocumentStore : IDocumentStore
{
    /// <summary>The most documents that one listing returns.</summary>
    public const int ListLimitMax = 1_000;

    // Records carry embeddings, some MiB each: a page must not take the process's memory.
    private const int LogPageRecords = 16;
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;

    private SqliteDocumentStore(SqliteDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        KeyValues = new SqliteKeyValueStore(database);
    }

    /// <summary>Raised once, when the disk failed and nothing can be written until a restart. The argument says what failed.</summary>
    public event Action<string>? Sealed
    {
        add => _database.Writer.Sealed += value;
        remove => _database.Writer.Sealed -= value;
    }

    /// <inheritdoc/>
    public string? SealedReason => _database.Writer.SealedReason;

    /// <summary>Small values in the same database.</summary>
    public IKeyValueStore KeyValues { get; }

    /// <summary>Opens the store, and creates it when there is none.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="RagException">Unavailable: the folder is in use, damaged or of a newer build, or its disk failed.</exception>
    public static async Task<SqliteDocumentStore> OpenAsync(SqliteStoreOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        new(await Task.Run(() => SqliteDatabase.Open(options, time), cancellationToken), time);

    // The writer takes it after the group before it was confirmed, its checkpoint included, or refuses it.
    /// <inheritdoc/>
    public Task ConfirmAsync(CancellationToken cancellationToken) => WriteAsync(_ => true, 0, cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionState> CreateCollectionAsync(CollectionId id, CollectionSettings settings, CancellationToken cancellationToken)
    {
        if (settings.ShardCount < 1)
        {
            throw RagException.Invalid("shardCount", "A collection needs at least one shard.");
        }

        return WriteAsync(session => CollectionRows.Insert(session, id, settings, _time.GetUtcNow()), 0, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionState?> FindCollectionAsync(CollectionId id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CollectionState>> ListCollectionsAsync(string tenant, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => CollectionRows.List(session, tenant), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteCollectionAsync(CollectionId id, CancellationToken cancellationToken) =>
        WriteAsync(session => CollectionRows.Delete(session, id), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<Job> AcceptAsync(
        CollectionId collection,
        IReadOnlyList<IncomingDocument> documents,
        IReadOnlyList<RefusedDocument> refused,
        CancellationToken cancellationToken)
    {
        PreparedDocument[] prepared = [.. documents.Select(document => new PreparedDocument(document))];
        AcceptWrite write = new(collection, prepared, refused, _time.GetUtcNow());
        return WriteAsync(write.Run, prepared.Sum(document => document.Bytes.LongLength), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Document?> FindDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => DocumentReader.Find(session, collection, id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListDocumentsAsync(
        CollectionId collection, DocumentState? state, DocumentId? after, int limit, CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            session => DocumentReader.List(session, collection, state, after?.Value ?? "", Math.Clamp(limit, 0, ListLimitMax)), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?> ReadContentAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.Read(session, key, generation) : null,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> ReadTextAsync(CollectionId collection, DocumentId id, long generation, CancellationToken cancellationToken)
    {
        byte[]? stored = await _database.ReadAsync(
            session => DocumentReader.FindKey(session, collection, id) is { } key ? ContentRows.ReadText(session, key, generation) : null,
            cancellationToken);
        try
        {
            return stored is null ? null : StoredText.Decode(stored);
        }
        catch (InvalidDataException damaged)
        {
            throw SqliteFailure.Corrupt("text", damaged);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Document>> ListPendingAsync(int limit, CancellationToken cancellationToken) =>
        await _database.ReadAsync(session => DocumentReader.Pending(session, Math.Clamp(limit, 0, ListLimitMax)), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> CommitIndexedAsync(IndexedDocument indexed, CancellationToken cancellationToken)
    {
        byte[] payload = ShardLogRecordCodec.Encode(indexed.Record);
        byte[] text = StoredText.Encode(indexed.ExtractedText);
        return WriteAsync(
            session => IndexingWrites.Commit(session, indexed, payload, text, _time.GetUtcNow()), payload.LongLength + text.Length, cancellationToken);
    }

    /// <inheritdoc/>
    public Task FailDocumentAsync(CollectionId collection, DocumentId id, long generation, DocumentFailure failure, CancellationToken cancellationToken) =>
        WriteAsync(session => IndexingWrites.Fail(session, new VersionKey(collection, id, generation), failure, _time.GetUtcNow()), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RetryDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        WriteAsync(session => IndexingWrites.Retry(session, collection, id, _time.GetUtcNow()), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> DeleteDocumentAsync(CollectionId collection, DocumentId id, CancellationToken cancellationToken) =>
        WriteAsync(session => IndexingWrites.Delete(session, collection, id, _time.GetUtcNow()), 0, cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReadLogEndAsync(ShardId shard, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session => CollectionRows.FindKey(session, shard.Collection) is { } collection ? LogRows.End(session, collection.Key, shard.Number) : 0,
            cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ShardLogRecord> ReadLogAsync(
        ShardId shard, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        }
        while (page.Count == LogPageRecords);
    }

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string id, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => JobRows.Find(session, id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<T> WriteAsync<T>(Func<SqliteSession, T> body, long bytes, CancellationToken cancellationToken) =>
        _database.Writer.WriteAsync(body, bytes, cancellationToken);
}

using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Jobs;
using RagCluster.Corpus.Logs;
using RagCluster.Storage.Logs;
using RagCluster.Storage.ModelChanges;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;
using RagCluster.Storage.Relational.Writing;

namespace RagCluster.Storage.Relational;

/// <summary>Changes of models over a database, whichever engine keeps it.</summary>
internal sealed class ModelChangeStore(ISqlDatabase database) : IModelChangeStore
{
    /// <inheritdoc/>
    public Task<bool> SaveAsync(CollectionSettings expected, CollectionSettings next, Job job, CancellationToken cancellationToken) =>
        WriteAsync(job.Collection, session => ModelChangeWrites.Save(session, expected, next, job), 0, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListOpenAsync(int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => JobRows.OpenChanges(session, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> AppendAsync(ShardId shard, IReadOnlyList<ShardLogRecord> records, long epoch, CancellationToken cancellationToken)
    {
        EncodedRecord[] encoded =
        [
            .. records.Select(record => new EncodedRecord(
                record.Document,
                record.Generation,
                ShardLogRecordCodec.Encode(record),
                DocumentAcl.Of(record.Metadata)
            )),
        ];
        return WriteAsync(
            shard.Collection,
            session => ModelChangeWrites.Append(session, shard, encoded, epoch),
            encoded.Sum(record => record.Payload.LongLength),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(CollectionId collection, int firstShard, int limit, CancellationToken cancellationToken) =>
        WriteAsync(collection, session => ModelChangeWrites.Remove(session, collection, firstShard, limit), 0, cancellationToken);

    private Task<T> WriteAsync<T>(CollectionId collection, Func<SqlSession, T> body, long bytes, CancellationToken cancellationToken) =>
        database.WriteAsync(collection.ToString(), body, bytes, cancellationToken);
}

using Microsoft.Extensions.Logging;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Logs;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage.Fencing;

namespace RagCluster.Grains.Shards;

/// <summary>Brings writes to their slot's writer, and to the next one when the first turns out to be none any more or to be gone.</summary>
/// <param name="grains">Reaches the writers.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Says what was tried again.</param>
internal sealed partial class ShardWriters(IGrainFactory grains, TimeProvider time, ILogger<ShardWriters> log)
{
    private const int AttemptsMax = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Commits an indexed version.</summary>
    /// <returns>Its sequence; null when it is obsolete.</returns>
    internal Task<long?> CommitAsync(ShardSlot slot, ShardAppend append, CancellationToken cancellationToken) =>
        WriteAsync(slot, writer => writer.CommitAsync(append, cancellationToken), cancellationToken);

    /// <summary>Deletes a document, or nothing when a version is named that is not the latest.</summary>
    /// <returns>The deletion's sequence; null when there is no such document (any more).</returns>
    internal Task<long?> DeleteAsync(ShardSlot slot, DocumentId document, long? generation, CancellationToken cancellationToken) =>
        WriteAsync(slot, writer => writer.DeleteAsync(document, generation, cancellationToken), cancellationToken);

    /// <summary>Says who may see a document.</summary>
    /// <returns>The record's sequence; 0 when the log needed none; null when there is no such document (any more).</returns>
    internal Task<long?> SetAclAsync(ShardSlot slot, DocumentId document, DocumentAcl? acl, CancellationToken cancellationToken) =>
        WriteAsync(slot, writer => writer.SetAclAsync(document, acl, cancellationToken), cancellationToken);

    /// <summary>Appends records that were embedded anew to one copy of a shard.</summary>
    /// <returns>Records that were neither obsolete nor there.</returns>
    internal Task<int> AppendReembeddedAsync(
        ShardSlot slot,
        ShardCopy copy,
        ShardLogRecord[] records,
        CancellationToken cancellationToken
    ) => WriteAsync(slot, writer => writer.AppendReembeddedAsync(copy, records, cancellationToken), cancellationToken);

    // All writes may be repeated: the store knows a version that it has, and a document that is gone.
    private async Task<T> WriteAsync<T>(ShardSlot slot, Func<IShardWriterGrain, Task<T>> write, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await write(grains.GetGrain<IShardWriterGrain>(slot.ToString()));
            }
            catch (Exception error) when (attempt < AttemptsMax && (Fence.IsRejection(error) || error is OrleansException))
            {
                LogRetry(error, slot, attempt);
            }
            catch (OrleansException error)
            {
                throw new RagException(
                    ErrorKind.Unavailable,
                    "writer-unavailable",
                    $"Shard {slot.Number} has no writer at the moment; try again.",
                    innerException: error
                )
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
            }

            await Task.Delay(pause, time, cancellationToken);
            pause *= 2;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A write to {Shard} did not reach its writer, attempt {Attempt}")]
    private partial void LogRetry(Exception error, ShardSlot shard, int attempt);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Shards;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Why this silo's replicas can't be read: told once at Error, then by readiness, the cluster's page and the shard's status.
/// </summary>
/// <param name="damage">Takes the reasons.</param>
/// <param name="files">Where the replicas' files are: who asks for the health of a server need not know.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="log">Says each reason once.</param>
internal sealed partial class ReplicaFaults(
    DamageLedger damage,
    IOptions<ShardFilesOptions> files,
    TimeProvider time,
    ILogger<ReplicaFaults> log
)
{
    // A document takes milliseconds, a book some seconds; who takes longer is found again when it is there.
    private static readonly TimeSpan RemakeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RemakePause = TimeSpan.FromMilliseconds(50);

    /// <summary>Notes that a replica could not be read.</summary>
    internal void Note(ShardId shard, Exception failure)
    {
        // A collection that is gone, and a replica that has only to wait, are no faults.
        if (failure is RagException { Kind: ErrorKind.NotFound } or RagException { Code: IIndexShardGrain.NotReady })
            return;
        if (damage.SetFault(Name(shard), WithoutPaths(failure.Message)))
            LogUnreadable(failure, shard);
    }

    private string WithoutPaths(string message)
    {
        if (files.Value.Folder is not { Length: > 0 } folder)
            return message;
        string path = Path.GetFullPath(folder);
        return message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal);
    }

    /// <summary>Notes that a replica could be read, or is no more.</summary>
    internal void Clear(ShardId shard) => damage.ClearFault(Name(shard));

    /// <summary>Why a replica could not be read; null when it could, or was not tried.</summary>
    internal string? Reason(ShardId shard) => damage.Faults.FirstOrDefault(fault => fault.What == Name(shard)).Reason;

    /// <summary>Waits until the damaged documents of a shard are indexed again.</summary>
    /// <returns>Whether there were any.</returns>
    internal async Task<bool> RemadeAsync(ShardId shard, CollectionSettings settings, CancellationToken cancellationToken)
    {
        if (!damage.Remaking.Any(IsOfShard))
            return false;
        long began = time.GetTimestamp();
        while (damage.Remaking.Any(IsOfShard) && time.GetElapsedTime(began) < RemakeMax)
            await Task.Delay(RemakePause, time, cancellationToken);
        return true;

        bool IsOfShard((CollectionId Collection, Corpus.Documents.DocumentId Document) remaking) =>
            remaking.Collection == shard.Collection
            && settings.Copies().Any(copy => copy.Of(ShardSlot.Of(shard.Collection, remaking.Document, settings.ShardCount)) == shard);
    }

    private static string Name(ShardId shard) => $"The replica of shard {shard.Number} of collection {shard.Collection} can't be read";

    [LoggerMessage(Level = LogLevel.Error, Message = "The replica of {Shard} can't be read; it is tried again when it is asked")]
    private partial void LogUnreadable(Exception error, ShardId shard);
}

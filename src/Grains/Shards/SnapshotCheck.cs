using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Grains.Shards;

/// <summary>
/// Writes, lists, reads and deletes an object of the snapshot store when the silo starts, so that a wrong bucket, key or right is told at
/// once and not at the first snapshot. It is told, no more: the log holds everything, and the store may be away for a moment only.
/// </summary>
internal sealed partial class SnapshotCheck(ShardFiles files, ILogger<SnapshotCheck> log) : BackgroundService
{
    // No tenant's: their names begin with a letter or a digit.
    private const string Folder = ".check";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (files.Snapshots is not { } store)
            return;
        try
        {
            await RunAsync(store, stoppingToken);
        }
        catch (IOException failure)
        {
            LogUnusable(failure.Message);
        }
    }

    /// <summary>Does with an object what snapshots need.</summary>
    /// <exception cref="IOException">One of it failed.</exception>
    internal static async Task RunAsync(ISnapshotStore store, CancellationToken cancellationToken)
    {
        // Silos that start at once have an object each.
        string name = $"{Folder}/{Guid.NewGuid():n}";
        await store.PutAsync(name, [new byte[] { 1 }], cancellationToken);
        await store.ListAsync(Folder, cancellationToken);
        await using (Stream? content = await store.OpenAsync(name, cancellationToken))
        {
            if (content is null)
                throw new IOException($"The snapshot store does not have '{name}', which it has just stored.");
        }

        await store.DeleteAsync(name, cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The snapshot store can't be used; until it can, replicas that start elsewhere read the whole log. {Reason}"
    )]
    private partial void LogUnusable(string reason);
}

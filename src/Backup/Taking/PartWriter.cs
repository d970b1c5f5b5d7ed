using System.Globalization;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Parts;

namespace RagCluster.Backup.Taking;

/// <summary>
/// Stores the parts of one backup in their order, some at a time, and takes from an earlier backup what that one holds already.
/// </summary>
internal sealed class PartWriter(BackupDestination destination, string backup, BackupManifest? earlier, int writersMax) : IAsyncDisposable
{
    private readonly Dictionary<string, BackupPart> _held =
        earlier?.Parts.DistinctBy(part => part.Content).ToDictionary(part => part.Content, StringComparer.Ordinal) ?? [];

    private readonly List<Task<BackupPart>> _parts = [];

    /// <summary>The number of the first part.</summary>
    internal int First { get; init; }

    /// <summary>Adds a part. It is stored when <see cref="CompleteAsync"/> returned.</summary>
    internal async Task AddAsync(string? table, string? path, byte[] plain, int rows, CancellationToken cancellationToken)
    {
        string content = PartPacking.ContentOf(plain, destination.Key);
        if (_held.TryGetValue(content, out BackupPart? held))
        {
            _parts.Add(Task.FromResult(held with { Table = table, Path = path }));
            return;
        }

        string number = (First + _parts.Count).ToString("D6", CultureInfo.InvariantCulture);
        BackupPart part = new($"{backup}/{number}-{table ?? "file"}", table, path, rows, plain.LongLength, 0, "", content);
        Task<BackupPart>[] running = [.. _parts.Where(task => !task.IsCompletedSuccessfully)];
        if (running.Length >= writersMax)
            await await Task.WhenAny(running);
        _parts.Add(Task.Run(() => destination.WritePartAsync(part, plain, cancellationToken), cancellationToken));
    }

    /// <summary>Waits until all are stored.</summary>
    internal async Task<BackupPart[]> CompleteAsync() => await Task.WhenAll(_parts);

    // Nothing may go on writing under names that the next attempt uses again; why the parts failed was said already.
    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ((Task)Task.WhenAll(_parts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

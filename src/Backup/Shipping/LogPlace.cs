using RagCluster.Backup.Destinations;
using RagCluster.Shards.Snapshots;

namespace RagCluster.Backup.Shipping;

/// <summary>The shipped log at a place for backups.</summary>
/// <param name="place">The place.</param>
internal sealed class LogPlace(BackupDestination place)
{
    /// <summary>The segments of all chains, in the order of their looks.</summary>
    internal async Task<IReadOnlyList<SegmentName>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> objects = await place.Store.ListAsync(SegmentName.Root, cancellationToken);
        return
        [
            .. objects
                .Select(item => SegmentName.Find(item.Name))
                .OfType<SegmentName>()
                .OrderBy(segment => segment.Chain, StringComparer.Ordinal)
                .ThenBy(segment => segment.Tick),
        ];
    }

    /// <summary>Stores a segment, whole or not at all.</summary>
    internal Task WriteAsync(SegmentName name, IReadOnlyList<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
        place.Store.PutAsync(name.ToString(), pieces, cancellationToken);

    /// <summary>Reads a segment and checks it.</summary>
    internal async Task<(SegmentHeader Header, List<ReadOnlyMemory<byte>> Parts)> ReadAsync(
        SegmentName name,
        CancellationToken cancellationToken
    )
    {
        await using Stream? stream = await place.Store.OpenAsync(name.ToString(), cancellationToken);
        if (stream is null)
            throw BackupFailure.Damaged(name.ToString(), "is missing");
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, cancellationToken);
        return SegmentCodec.Decode(name, bytes.ToArray(), place.Key);
    }

    /// <summary>Removes segments of states before a moment.</summary>
    internal async Task RemoveBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (SegmentName old in (await ListAsync(cancellationToken)).Where(segment => segment.AsOf < moment))
            await place.Store.DeleteAsync(old.ToString(), cancellationToken);
    }
}

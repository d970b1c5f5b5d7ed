using RagCluster.Backup.Destinations;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Shipping;

/// <summary>
/// Copies what changed in a store to the places for backups, segment by segment, so that a restore comes to a later moment than the last
/// backup. What is promised: a state of every segment that is there can be restored, with some backup of its chain; and what was committed
/// before <see cref="ShipAsync"/> was called is at every place when it returns.
/// <list type="bullet">
/// <item>A segment holds the rows that changed since the one before, all as of one moment, and the addresses of those that are gone. It is
/// stored whole or not at all, and only then the changes are forgotten. A process that dies between the two ships them twice.</item>
/// <item>A backup of the chain tells the last look that it could see. Segments from that look on go on top of it: rows are given whole, so
/// one that is older than the backup is made good by the next. See <see cref="LogPlan"/>.</item>
/// <item>Where the notes of changes are gone (a database that was rebuilt or restored), a new chain begins, and needs a new backup.</item>
/// </list>
/// One call at a time.
/// </summary>
/// <param name="changes">The store's changes.</param>
/// <param name="options">The settings; validated.</param>
/// <param name="time">The clock.</param>
public sealed class LogShipper(ChangeLog changes, BackupOptions options, TimeProvider time) : IDisposable
{
    private BackupDestinations? _places;

    /// <summary>The present chain; begins one where there is none.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Corpus.Errors.RagException">The store does not answer.</exception>
    public async Task<string> ChainAsync(CancellationToken cancellationToken) =>
        (await changes.PositionAsync(cancellationToken) ?? await changes.BeginAsync(cancellationToken)).Chain;

    /// <summary>Ships what changed.</summary>
    /// <param name="cancellationToken">Ends it; what changed is shipped the next time.</param>
    /// <returns>The segment; null when nothing had changed.</returns>
    /// <exception cref="Corpus.Errors.RagException">The store does not answer, or a row is damaged.</exception>
    /// <exception cref="IOException">A place failed.</exception>
    public async Task<SegmentName?> ShipAsync(CancellationToken cancellationToken)
    {
        await ChainAsync(cancellationToken);
        if (!await changes.HasAnyAsync(cancellationToken))
            return null;
        // The key is read once; after a failure anew.
        _places ??= await BackupDestinations.OpenAsync(options, cancellationToken);
        try
        {
            await changes.AdvanceAsync(cancellationToken);
            (SegmentName name, SeenChanges seen, IReadOnlyList<ReadOnlyMemory<byte>> pieces) = await Task.Run(
                () => changes.SnapshotAsync(snapshot => Task.FromResult(Collect(snapshot, _places.First)), cancellationToken),
                cancellationToken
            );
            await new LogPlace(_places.First).WriteAsync(name, pieces, cancellationToken);
            if (_places.Second is { } second)
                await new LogPlace(second).WriteAsync(name, pieces, cancellationToken);
            await changes.ForgetAsync(seen, name.Tick, cancellationToken);
            return name;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places?.Dispose();
        _places = null;
    }

    private (SegmentName Name, SeenChanges Seen, IReadOnlyList<ReadOnlyMemory<byte>> Pieces) Collect(
        RowSnapshot snapshot,
        BackupDestination place
    )
    {
        if (snapshot.IsOfEncryptedStore && place.Key is null)
            throw BackupFailure.Unencrypted();
        ChangePosition position =
            snapshot.Position ?? throw new InvalidOperationException("The notes of changes went away while they were read.");
        // After the snapshot: it shows nothing that was written later.
        SegmentName name = new(position.Chain, position.Tick, position.Shipped, time.GetUtcNow());
        SegmentWriter writer = new(name, snapshot.SchemaVersion, place.Key);
        SeenChanges seen = new();
        foreach (TableShape table in CopiedTables.All)
            writer.Add(table, snapshot.ReadChanges(table, seen));
        return (name, seen, writer.Complete());
    }
}

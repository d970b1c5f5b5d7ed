using System.Runtime.CompilerServices;
using RagCluster.Backup.Destinations;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Shipping;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Copying;

namespace RagCluster.Backup.Restoring;

/// <summary>The rows and files of one backup, each part checked before anything of it is used.</summary>
/// <param name="destination">Where it is.</param>
/// <param name="manifest">Its manifest.</param>
/// <param name="log">What goes on top of it; null for nothing.</param>
internal sealed class BackupReader(BackupDestination destination, BackupManifest manifest, LogOverlay? log = null)
{
    /// <summary>Reads a manifest, and the log that a plan puts on top of it.</summary>
    internal static async Task<BackupReader> OpenAsync(
        BackupDestination destination,
        BackupManifest manifest,
        RestorePlan plan,
        CancellationToken cancellationToken
    ) =>
        new(
            destination,
            manifest,
            plan.Log.Count == 0 ? null : await LogOverlay.ReadAsync(destination, plan.Log, manifest.SchemaVersion, cancellationToken)
        );

    /// <summary>The collections in it.</summary>
    internal async Task<List<RestoredCollection>> CollectionsAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        TableShape table = CopiedTables.Collections;
        List<RestoredCollection> collections = [];
        await foreach ((_, List<object?[]> rows) in PartsAsync([table], cancellationToken))
        {
            collections.AddRange(
                rows.Select(row => new RestoredCollection(
                    (string)row[table.At("tenant")]!,
                    (string)row[table.At("name")]!,
                    (long)row[table.At("document_count")]!,
                    (long)row[table.At("chunk_count")]!
                ))
            );
        }

        if (plan.Collection is null)
            return collections;
        collections.RemoveAll(collection => collection.Name != plan.Collection || collection.Tenant != plan.Tenant);
        return collections.Count > 0 ? collections : throw RagException.NotFound("collection", plan.Collection);
    }

    /// <summary>The rows that a plan asks for, part by part, in the order in which they go into an empty store.</summary>
    internal IAsyncEnumerable<(TableShape Table, List<object?[]> Rows)> RowsAsync(RestorePlan plan, CancellationToken cancellationToken) =>
        RowsAsync(plan, CopiedTables.All, cancellationToken);

    /// <summary>The rows of some tables that a plan asks for, part by part, in the order of the tables.</summary>
    internal async IAsyncEnumerable<(TableShape Table, List<object?[]> Rows)> RowsAsync(
        RestorePlan plan,
        IReadOnlyList<TableShape> tables,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        RowFilter? filter = plan is { Tenant: { } tenant, Collection: { } name } ? new RowFilter(tenant, name) : null;
        if (filter is not null)
        {
            foreach (TableShape table in RowFilter.Learned)
            {
                await foreach ((_, List<object?[]> rows) in PartsAsync([table], cancellationToken))
                    filter.Learn(table, rows);
            }
        }

        await foreach ((TableShape table, List<object?[]> rows) in PartsAsync(tables, cancellationToken))
        {
            if (filter is not null)
                rows.RemoveAll(row => !filter.Has(table, row));
            if (rows.Count > 0)
                yield return (table, rows);
        }
    }

    /// <summary>Parts that were read so far, each as often as it was.</summary>
    internal int PartsRead { get; private set; }

    /// <summary>How often parts are read for one collection's rows of some tables.</summary>
    internal int CountParts(IEnumerable<TableShape> tables) =>
        RowFilter.Learned.Concat(tables).Sum(table => manifest.Parts.Count(part => part.Table == table.Name));

    /// <summary>The paths of the files in it.</summary>
    internal IEnumerable<string> Files => manifest.Parts.Select(part => part.Path).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>A file's bytes, piece by piece.</summary>
    internal async IAsyncEnumerable<byte[]> FileAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (BackupPart part in manifest.Parts.Where(part => part.Path == path))
            yield return await destination.ReadPartAsync(part, cancellationToken);
    }

    private async IAsyncEnumerable<(TableShape Table, List<object?[]> Rows)> PartsAsync(
        IReadOnlyList<TableShape> tables,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (TableShape table in tables)
        {
            foreach (BackupPart part in manifest.Parts.Where(part => part.Table == table.Name))
            {
                (TableShape Table, List<object?[]> Rows) read = BackupVerifier.RowsOf(
                    part,
                    await destination.ReadPartAsync(part, cancellationToken)
                );
                PartsRead++;
                if (log is not null)
                    read.Rows.RemoveAll(row => log.Names(table, row));
                yield return read;
            }

            foreach (List<object?[]> rows in log?.Rows(table) ?? [])
                yield return (table, rows);
        }
    }
}

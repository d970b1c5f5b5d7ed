using System.Globalization;
using System.Security.Cryptography;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Relational.Copying;

/// <summary>
/// The tables that a copy of a store holds, each after those that its rows refer to. Left out are <c>cold_cache</c>, whose rows may go at
/// any time, and <c>schema_version</c>, which the copy's head tells.
/// </summary>
public static class CopiedTables
{
    private static readonly string[] Counts =
    [
        "document_count",
        "indexed_count",
        "pending_count",
        "failed_count",
        "chunk_count",
        "content_bytes",
        "count_check",
    ];

    /// <summary>Collections.</summary>
    public static readonly TableShape Collections = Of(SealedTables.Collections, Counts);

    /// <summary>Documents.</summary>
    public static readonly TableShape Documents = Of(SealedTables.Documents);

    /// <summary>Names of documents.</summary>
    public static readonly TableShape Names = Of(SealedTables.Names);

    /// <summary>Original bytes.</summary>
    public static readonly TableShape Blobs = new("blobs", ["key", "hash", "bytes"], ["key"])
    {
        IsIntact = row => row[1] is byte[] hash && row[2] is byte[] bytes && SHA256.HashData(bytes).AsSpan().SequenceEqual(hash),
    };

    /// <summary>Which bytes are the content of a version.</summary>
    public static readonly TableShape Contents = Of(SealedTables.Contents);

    /// <summary>Extracted texts.</summary>
    public static readonly TableShape Texts = Of(SealedTables.Texts);

    /// <summary>Records of shards.</summary>
    public static readonly TableShape Logs = Of(SealedTables.Logs);

    /// <summary>Jobs.</summary>
    public static readonly TableShape Jobs = Of(SealedTables.Jobs);

    /// <summary>Documents of jobs.</summary>
    public static readonly TableShape JobDocuments = Of(SealedTables.JobDocuments);

    /// <summary>All of them, in the order in which they are copied and restored.</summary>
    public static IReadOnlyList<TableShape> All { get; } =
    [Collections, Documents, Names, Blobs, Contents, Texts, Logs, Jobs, JobDocuments, Of(SealedTables.KeyValues), Of(SealedTables.Epochs)];

    /// <summary>The table of a name, or null.</summary>
    /// <param name="name">The name.</param>
    public static TableShape? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>A collection's row without its counts, for a copy that holds no documents.</summary>
    /// <param name="row">The row.</param>
    public static object?[] WithoutCounts(object?[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        object?[] empty = [.. row];
        foreach (string count in Counts)
            empty[Collections.At(count)] = 0L;
        return empty;
    }

    /// <summary>Refuses a copy of a schema that this build does not know.</summary>
    internal static void RequireKnown(int schemaVersion, int known)
    {
        if (schemaVersion < 1 || schemaVersion > known)
        {
            throw new RagException(
                ErrorKind.Unavailable,
                "storage-newer",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The backup has schema version {schemaVersion}, this build knows 1 to {known}. "
                        + $"Restore it with the build that wrote it, or a newer one."
                )
            );
        }
    }

    /// <summary>The statement that gives a collection back the counts that its triggers change while documents are restored.</summary>
    internal static string SetCounts =>
        "UPDATE collections SET "
        + string.Join(", ", Counts.Select((count, i) => FormattableString.Invariant($"{count} = ${i + 2}")))
        + " WHERE key = $1";

    /// <summary>That statement's values for a copied row.</summary>
    internal static object?[] CountsOf(object?[] row) =>
        [row[Collections.At("key")], .. Counts.Select(count => row[Collections.At(count)])];

    private static TableShape Of(SealedTable table, params string[] others)
    {
        string[] columns = [.. table.Columns, SealedTable.ChecksumColumn, .. table.Address.Except(table.Columns), .. others];
        int width = table.Columns.Length;
        return new TableShape(table.Name, columns, table.Address)
        {
            Sealed = table,
            IsIntact = row => row[width] as long? == table.Sum(row[..width]),
        };
    }
}

using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Relational.Rewriting;

/// <summary>A table of which a column holds what people wrote.</summary>
/// <param name="Name">The table.</param>
/// <param name="Address">The columns that find a row.</param>
/// <param name="Column">The column.</param>
/// <param name="Sealed">The table's checksums; null for <c>blobs</c>.</param>
internal sealed record CoveredTable(string Name, string[] Address, string Column, SealedTable? Sealed)
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<CoveredTable> All { get; } =
    [
        new("blobs", ["key"], "bytes", null),
        new("texts", SealedTables.Texts.Address, "bytes", SealedTables.Texts),
        new("shard_log", SealedTables.Logs.Address, "payload", SealedTables.Logs),
        new("key_values", SealedTables.KeyValues.Address, "value", SealedTables.KeyValues),
        new("cold_cache", SealedTables.Cached.Address, "value", SealedTables.Cached),
    ];

    /// <summary>The condition that finds one row, from the first parameter on.</summary>
    internal string Where => string.Join(" AND ", Address.Select((column, i) => FormattableString.Invariant($"{column} = ${i + 1}")));
}

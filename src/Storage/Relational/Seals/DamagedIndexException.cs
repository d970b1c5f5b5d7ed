using RagCluster.Corpus.Collections;

namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// A table's rows are not found where its index says, one is missing between others, or the database itself calls it malformed.
/// </summary>
/// <param name="table">The table.</param>
internal sealed class DamagedIndexException(string table) : Exception($"An index of the table {table} is damaged, or the table itself.")
{
    /// <summary>The table.</summary>
    internal string Table { get; } = table;

    /// <summary>The record that is missing, or null.</summary>
    internal (ShardId Shard, long Sequence)? Gap { get; init; }
}

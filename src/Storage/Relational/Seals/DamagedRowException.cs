namespace RagCluster.Storage.Relational.Seals;

/// <summary>
/// A row holds other values than were written. Nothing of it was used; <c>MendingDatabase</c> mends it or says what it is.
/// </summary>
/// <param name="table">The row's table.</param>
/// <param name="address">The values of the columns that address it.</param>
internal sealed class DamagedRowException(SealedTable table, object?[] address)
    : Exception($"A row of {table.Name} is damaged: its checksum does not match.")
{
    /// <summary>The row's table.</summary>
    internal SealedTable Table { get; } = table;

    /// <summary>The values of <see cref="SealedTable.Address"/>.</summary>
    internal object?[] Address { get; } = address;
}

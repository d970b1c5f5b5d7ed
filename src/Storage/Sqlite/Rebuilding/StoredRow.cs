namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>A row that was found on a page.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Values">Its values, by the table's columns.</param>
/// <param name="IsIntact">Whether they are those that were written.</param>
internal sealed record StoredRow(StoredTable Table, object?[] Values, bool IsIntact);

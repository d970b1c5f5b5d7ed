using Microsoft.Data.Sqlite;

namespace RagCluster.Storage.Sqlite.Rows;

/// <summary>Times as UTC ticks, which keep their order and their last digit.</summary>
internal static class Ticks
{
    /// <summary>Reads a column.</summary>
    public static DateTimeOffset Read(SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}

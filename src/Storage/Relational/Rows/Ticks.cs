using System.Data.Common;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>Times as UTC ticks, which keep their order and their last digit.</summary>
internal static class Ticks
{
    /// <summary>Reads a column.</summary>
    public static DateTimeOffset Read(DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
}

namespace RagCluster.Storage.Relational.Seals;

/// <summary>A row whose values were compared with its checksum.</summary>
/// <param name="Values">The values of <see cref="SealedTable.Columns"/>.</param>
/// <param name="Checksum">What the row says that their checksum is.</param>
/// <param name="Address">The values of <see cref="SealedTable.Address"/>.</param>
internal sealed record SealedRow(object?[] Values, long Checksum, object?[] Address)
{
    /// <summary>Whether a value is null.</summary>
    internal bool IsNull(int column) => Values[column] is null;

    /// <summary>A number.</summary>
    internal long Number(int column) => (long)Values[column]!;

    /// <summary>A text.</summary>
    internal string Text(int column) => (string)Values[column]!;

    /// <summary>Bytes.</summary>
    internal byte[] Bytes(int column) => (byte[])Values[column]!;

    /// <summary>A time.</summary>
    internal DateTimeOffset Time(int column) => new(Number(column), TimeSpan.Zero);
}

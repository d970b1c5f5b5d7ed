namespace RagCluster.Storage.Relational.Copying;

/// <summary>A row that has changed.</summary>
/// <param name="Address">The values of its address.</param>
/// <param name="Values">The row as it is; null when it is gone.</param>
public sealed record ChangedRow(object?[] Address, object?[]? Values);

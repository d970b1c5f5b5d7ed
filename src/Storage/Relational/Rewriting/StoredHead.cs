namespace RagCluster.Storage.Relational.Rewriting;

/// <summary>The begin of a stored value.</summary>
/// <param name="Address">Where it stands.</param>
/// <param name="Head">Its first bytes, which tell its form.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record StoredHead(object?[] Address, byte[] Head, long Bytes);

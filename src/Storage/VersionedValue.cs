namespace RagCluster.Storage;

/// <summary>A stored value and its version.</summary>
/// <param name="Value">The value.</param>
/// <param name="Version">The version, from 1; each write adds one.</param>
public sealed record VersionedValue(byte[] Value, long Version);

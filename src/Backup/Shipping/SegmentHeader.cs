using RagCluster.Backup.Manifests;

namespace RagCluster.Backup.Shipping;

/// <summary>What a segment consists of.</summary>
internal sealed record SegmentHeader
{
    /// <summary>The segment's name, so that none takes another one's place.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the tables.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Which key it is encrypted with; null for none.</summary>
    public string? KeyId { get; init; }

    /// <summary>Its parts, in the order of their bytes. One with a path <c>gone</c> holds the addresses of rows that are gone.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }
}

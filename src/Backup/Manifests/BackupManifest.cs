namespace RagCluster.Backup.Manifests;

/// <summary>
/// What a backup consists of. It is written when everything else is there and was read back: a backup with a manifest is whole.
/// </summary>
public sealed record BackupManifest
{
    /// <summary>The format that this build writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format.</summary>
    public required int Format { get; init; }

    /// <summary>The backup's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The moment whose state it holds: all that was acknowledged before.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string Product { get; init; }

    /// <summary>The database that the rows come from; they fit every other too.</summary>
    public required string Engine { get; init; }

    /// <summary>The version of the tables.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>How parts are compressed.</summary>
    public required string Compression { get; init; }

    /// <summary>How parts are encrypted; null for not at all.</summary>
    public string? Encryption { get; init; }

    /// <summary>Which key they are encrypted with; tells nothing about the key.</summary>
    public string? KeyId { get; init; }

    /// <summary>The chain of the shipped log that goes on after it; null for none.</summary>
    public string? LogChain { get; init; }

    /// <summary>The last look of that chain that had been announced when it was taken: later ones have later states.</summary>
    public long? LogTick { get; init; }

    /// <summary>The first look of that chain that may have found something that is not in it.</summary>
    public long? LogFrom { get; init; }

    /// <summary>The parts in the order in which they are restored.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Rows in it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Rows => Parts.Sum(part => (long)part.Rows);

    /// <summary>Bytes of its parts, those that earlier backups wrote included.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Bytes);

    /// <summary>Bytes of the parts that this backup wrote itself.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long OwnBytes => Parts.Where(part => part.Name.StartsWith(Name + "/", StringComparison.Ordinal)).Sum(part => part.Bytes);
}

namespace RagCluster.Client.Jobs;

/// <summary>A document of a job.</summary>
public sealed record JobDocument
{
    /// <summary>The name under which it was sent.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its id; null for one that was refused.</summary>
    public string? DocumentId { get; init; }

    /// <summary>Its version; null for one that was refused.</summary>
    public long? Generation { get; init; }

    /// <summary>What became of it.</summary>
    public JobDocumentStatus Status { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public RagError? Error { get; init; }
}

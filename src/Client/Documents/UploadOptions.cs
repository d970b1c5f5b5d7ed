namespace RagCluster.Client.Documents;

/// <summary>What is said of files that are added.</summary>
public sealed record UploadOptions
{
    /// <summary>Whether the response comes after indexing, which takes as long as it takes; else <c>Jobs.WaitAsync</c> waits.</summary>
    public bool Wait { get; init; }

    /// <summary>The id, for one file; null for one that the server makes.</summary>
    public string? Id { get; init; }

    /// <summary>The title, for one file.</summary>
    public string? Title { get; init; }

    /// <summary>Where a reader finds the original, for one file.</summary>
    public string? Uri { get; init; }

    /// <summary>Texts, numbers and truth values for filters, for all files.</summary>
    public IReadOnlyDictionary<string, object>? Metadata { get; init; }

    /// <summary>Who may see them; null leaves that as it is.</summary>
    public DocumentAcl? Acl { get; init; }

    /// <summary>The <c>Idempotency-Key</c>; null for a new one.</summary>
    public string? IdempotencyKey { get; init; }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Client.Jobs;

namespace RagCluster.Client.Documents;

/// <summary>A document's record.</summary>
public sealed record Document
{
    /// <summary>Its id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The file name or path under which it was sent.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original.</summary>
    public string Uri { get; init; } = "";

    /// <summary>What kind of file it is.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>How it stands.</summary>
    public DocumentStatus Status { get; init; }

    /// <summary>Its version.</summary>
    public long Generation { get; init; }

    /// <summary>The version that answers use; 0 for none.</summary>
    public long IndexedGeneration { get; init; }

    /// <summary>The SHA-256 of its content.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Its size.</summary>
    public long Bytes { get; init; }

    /// <summary>Its chunks.</summary>
    public int Chunks { get; init; }

    /// <summary>Texts, numbers and truth values for filters.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Why it failed; null when it did not.</summary>
    public RagError? Error { get; init; }

    /// <summary>When it was first sent.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Pass as <c>ifMatch</c> to delete only what was seen; null in lists.</summary>
    [JsonIgnore]
    public string? EntityTag { get; init; }
}

namespace RagCluster.Client.VectorData;

/// <summary>A document as Microsoft.Extensions.VectorData knows it, or a passage of one that a search found.</summary>
public sealed record RagVectorRecord
{
    /// <summary>The document's id, which is the key; empty to have one made.</summary>
    public string Key { get; init; } = "";

    /// <summary>The document's text; in the result of a search that of the passage.</summary>
    public string Text { get; init; } = "";

    /// <summary>The title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where a reader finds the original.</summary>
    public string Uri { get; init; } = "";

    /// <summary>Texts, numbers (as <see cref="double"/>), truth values, and lists of texts.</summary>
    public IReadOnlyDictionary<string, object> Metadata { get; init; } = new Dictionary<string, object>();

    /// <summary>The passage's chunk, by which a citation names it; null for a whole document.</summary>
    public string? ChunkId { get; init; }
}

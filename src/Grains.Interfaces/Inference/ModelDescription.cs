namespace RagCluster.Grains.Interfaces.Inference;

/// <summary>
/// What a person says of a model that they add, as JSON with names in camelCase; what is left out is read from the graph.
/// </summary>
public sealed record ModelDescription
{
    /// <summary>Its name in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public string Kind { get; init; } = "embedding";

    /// <summary>How token vectors become one; empty for what fits the graph.</summary>
    public string Pooling { get; init; } = "";

    /// <summary>Whether vectors are brought to unit length.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>Length of its vectors.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Whether its vocabulary is in lower case.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>What stands before a query.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>What stands before a passage.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>Fewer components that a vector may be cut to.</summary>
    public IReadOnlyList<int> MatryoshkaDimensions { get; init; } = [];

    /// <summary>For a reranker, how it scores.</summary>
    public string Scoring { get; init; } = "crossEncoder";

    /// <summary>For a reranker, its share beside the score before.</summary>
    public double RerankWeight { get; init; } = 1;

    /// <summary>The precision of its weights.</summary>
    public string Precision { get; init; } = "fp32";

    /// <summary>Its licence.</summary>
    public string License { get; init; } = "";
}

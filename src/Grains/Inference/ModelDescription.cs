using RagCluster.Inference.Installing;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>What a person says of a model that they add; what is left out is read from the graph.</summary>
internal sealed record ModelDescription
{
    /// <summary>Its name in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>How token vectors become one.</summary>
    public PoolingMode? Pooling { get; init; }

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
    public RerankScoring Scoring { get; init; }

    /// <summary>For a reranker, its share beside the score before.</summary>
    public double RerankWeight { get; init; } = 1;

    /// <summary>The precision of its weights.</summary>
    public ModelPrecision Precision { get; init; }

    /// <summary>Its licence.</summary>
    public string License { get; init; } = "";

    /// <summary>The same with the files' places.</summary>
    internal ModelAddition ToAddition(string modelPath, string vocabularyPath) =>
        new()
        {
            Name = Name,
            Path = modelPath,
            VocabularyPath = vocabularyPath,
            Kind = Kind,
            Pooling = Pooling,
            Normalize = Normalize,
            Dimensions = Dimensions,
            MaxTokens = MaxTokens,
            Lowercase = Lowercase,
            QueryPrefix = QueryPrefix,
            PassagePrefix = PassagePrefix,
            MatryoshkaDimensions = MatryoshkaDimensions,
            Scoring = Scoring,
            RerankWeight = RerankWeight,
            Precision = Precision,
            License = License,
        };
}

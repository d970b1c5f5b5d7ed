using RagCluster.Inference.Models;

namespace RagCluster.Inference.Installing;

/// <summary>A model in local files that is to be registered. What is null is read from the graph or takes the default.</summary>
public sealed record ModelAddition
{
    /// <summary>The name to register it by.</summary>
    public required string Name { get; init; }

    /// <summary>A folder with <c>model.onnx</c> (or <c>onnx/model.onnx</c>) and <c>vocab.txt</c>, or the graph's file.</summary>
    public required string Path { get; init; }

    /// <summary>The vocabulary; null for <c>vocab.txt</c> in the folder or beside the graph.</summary>
    public string? VocabularyPath { get; init; }

    /// <summary>What the model is for.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>How the output becomes one vector; null for what fits the output: none for one vector a text, else mean.</summary>
    public PoolingMode? Pooling { get; init; }

    /// <summary>Whether vectors are scaled to length 1.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>The number of components; null for what the graph says.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The longest sequence in tokens, special tokens counted; BERT's is 512.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Whether the tokenizer lowers letters and takes accents away.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Put before a query.</summary>
    public string QueryPrefix { get; init; } = string.Empty;

    /// <summary>Put before a passage.</summary>
    public string PassagePrefix { get; init; } = string.Empty;

    /// <summary>Fewer components that a vector may be cut to, for models trained for it (Matryoshka).</summary>
    public IReadOnlyList<int> MatryoshkaDimensions { get; init; } = [];

    /// <summary>For a reranker, how it scores.</summary>
    public RerankScoring Scoring { get; init; }

    /// <summary>For a reranker, its share in the order of what it scores, 0 to 1; the score before has the rest.</summary>
    public double RerankWeight { get; init; } = 1;

    /// <summary>The arithmetic of the weights.</summary>
    public ModelPrecision Precision { get; init; }

    /// <summary>The licence of the weights.</summary>
    public string License { get; init; } = string.Empty;
}

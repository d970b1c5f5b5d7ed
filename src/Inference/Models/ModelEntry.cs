using System.Text.Json.Serialization;

namespace RagCluster.Inference.Models;

/// <summary>A model as the registry describes it.</summary>
public sealed record ModelEntry
{
    /// <summary>The name that collections and requests call it by.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>Changes whenever the vectors that it yields change; stored with every vector.</summary>
    public required string Revision { get; init; }

    /// <summary>Its files.</summary>
    public required ModelFiles Files { get; init; }

    /// <summary>How its texts are tokenized.</summary>
    public required ModelTokenizer Tokenizer { get; init; }

    /// <summary>The graph's inputs that are fed: input_ids, attention_mask, token_type_ids.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The graph's output that is read.</summary>
    public required string Output { get; init; }

    /// <summary>How the output becomes one vector.</summary>
    public PoolingMode Pooling { get; init; }

    /// <summary>Whether the vector is scaled to length 1.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>The number of components of a vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Fewer components that a vector may be cut to, for models trained for it (Matryoshka).</summary>
    public IReadOnlyList<int> MatryoshkaDimensions { get; init; } = [];

    /// <summary>The longest sequence in tokens, special tokens counted; the end of a longer text is not seen.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Put before a query.</summary>
    public string QueryPrefix { get; init; } = string.Empty;

    /// <summary>Put before a passage.</summary>
    public string PassagePrefix { get; init; } = string.Empty;

    /// <summary>For a reranker, how it scores.</summary>
    public RerankScoring Scoring { get; init; }

    /// <summary>For a reranker, its share in the order of what it scores, 0 to 1; the score before has the rest.</summary>
    public double RerankWeight { get; init; } = 1;

    /// <summary>
    /// For an embedding model, the share that its scores get beside BM25's in collections of a language (<c>de</c>): how far it was
    /// measured to be worth trusting there. A language that is not named gets the general share.
    /// </summary>
    public IReadOnlyDictionary<string, double> DenseWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>The arithmetic of its weights.</summary>
    public ModelPrecision Precision { get; init; }

    /// <summary>The licence of the weights, as an SPDX expression where there is one.</summary>
    public string License { get; init; } = string.Empty;

    /// <summary>Whether its files come with the product.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>The folder that the file paths are relative to; known after loading.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = string.Empty;

    /// <summary>The full path of the ONNX graph.</summary>
    [JsonIgnore]
    public string ModelPath => System.IO.Path.Combine(Folder, Files.Model.Path);

    /// <summary>The full path of the vocabulary.</summary>
    [JsonIgnore]
    public string VocabularyPath => System.IO.Path.Combine(Folder, Files.Vocabulary.Path);

    /// <summary>Whether both files are there; says nothing of their content.</summary>
    [JsonIgnore]
    public bool IsInstalled => File.Exists(ModelPath) && File.Exists(VocabularyPath);
}

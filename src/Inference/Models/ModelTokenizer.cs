namespace RagCluster.Inference.Models;

/// <summary>How a model's texts are tokenized.</summary>
public sealed record ModelTokenizer
{
    /// <summary>The only type known: WordPiece with BERT's special tokens.</summary>
    public const string WordPiece = "wordpiece";

    /// <summary>The algorithm; must be <see cref="WordPiece"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether letters are lowered and lose their accents first.</summary>
    public bool Lowercase { get; init; } = true;
}

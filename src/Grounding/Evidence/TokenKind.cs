namespace RagCluster.Grounding.Evidence;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A word, or one ideograph.</summary>
    Word = 0,

    /// <summary>A number in digits or in words.</summary>
    Number = 1,
}

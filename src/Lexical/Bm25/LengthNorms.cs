namespace RagCluster.Lexical.Bm25;

/// <summary>
/// What a row's length adds below the fraction of BM25, in single precision and by length code: never more than the exact value but for
/// rounding.
/// </summary>
internal readonly ref struct LengthNorms(ReadOnlySpan<byte> codes, ReadOnlySpan<float> normOfCode)
{
    /// <summary>The length code of every row.</summary>
    internal ReadOnlySpan<byte> Codes { get; } = codes;

    /// <summary>The norm of all 256 codes.</summary>
    internal ReadOnlySpan<float> OfCode { get; } = normOfCode;

    internal float Of(int row) => OfCode[Codes[row]];
}

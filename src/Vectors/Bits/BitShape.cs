namespace RagCluster.Vectors.Bits;

/// <summary>Where the parts of a row's bits lie: the signs, then four corrections, padded to cache lines: one line up to 384 dimensions.</summary>
/// <param name="Dimensions">Values of a row.</param>
internal readonly record struct BitShape(int Dimensions)
{
    private const int LineBytes = 64;
    private const int WordBits = 64;
    private const int CorrectionCount = 4;

    /// <summary>Words of signs.</summary>
    internal int WordCount => (Dimensions + WordBits - 1) / WordBits;

    /// <summary>Where the corrections begin.</summary>
    internal int CorrectionsAt => WordCount * sizeof(ulong);

    /// <summary>Bytes from one row to the next.</summary>
    internal int Stride => (CorrectionsAt + CorrectionCount * sizeof(float) + LineBytes - 1) / LineBytes * LineBytes;
}

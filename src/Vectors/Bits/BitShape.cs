namespace RagCluster.Vectors.Bits;

/// <summary>
/// Where the parts of a block of rows lie: for each four dimensions the signs of all its rows, then four corrections, each for all rows: 64
/// bytes a row for 384 dimensions. Two rows share a byte, so that one shuffle looks up what four dimensions of sixteen rows and more add.
/// </summary>
/// <param name="Dimensions">Values of a row.</param>
internal readonly record struct BitShape(int Dimensions)
{
    /// <summary>Rows of a block.</summary>
    internal const int BlockRows = 32;

    /// <summary>Dimensions that one look-up serves.</summary>
    internal const int GroupDimensions = 4;

    /// <summary>Bytes of one group in a block, and of its table of sums.</summary>
    internal const int GroupBytes = 16;

    /// <summary>Dimensions of a word, to which rows are padded: the sums of a quarter of its groups fit a byte.</summary>
    internal const int WordDimensions = 64;

    /// <summary>Bytes of a word in a block, and of its tables.</summary>
    internal const int WordBytes = WordDimensions / GroupDimensions * GroupBytes;

    /// <summary>Numbers kept beside the signs of a row.</summary>
    internal const int CorrectionCount = 4;

    /// <summary>Words of a row.</summary>
    internal int WordCount => (Dimensions + WordDimensions - 1) / WordDimensions;

    /// <summary>Where the corrections begin.</summary>
    internal int CorrectionsAt => WordCount * WordBytes;

    /// <summary>Bytes of a block.</summary>
    internal int BlockBytes => CorrectionsAt + (CorrectionCount * BlockRows * sizeof(float));

    /// <summary>Bytes of all blocks.</summary>
    internal long BytesOf(int rows) => (rows + BlockRows - 1L) / BlockRows * BlockBytes;

    /// <summary>
    /// The byte of a group that a row has half of: first the even bytes, so that sums of even and odd ones are those of rows in a row.
    /// </summary>
    internal static int ByteOf(int place) => (2 * (place & 7)) + (place >> 3 & 1);
}

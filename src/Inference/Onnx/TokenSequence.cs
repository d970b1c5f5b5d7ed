namespace RagCluster.Inference.Onnx;

/// <summary>The token ids of one row.</summary>
/// <param name="Ids">All ids, special tokens included.</param>
/// <param name="SecondStart">Where the second segment of a pair begins; the length when there is one segment only.</param>
internal sealed record TokenSequence(int[] Ids, int SecondStart)
{
    /// <summary>A row of one segment.</summary>
    public TokenSequence(int[] ids)
        : this(ids, ids.Length) { }

    /// <summary>Its length in tokens.</summary>
    public int Length => Ids.Length;
}

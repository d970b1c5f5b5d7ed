namespace RagCluster.Inference.Batching;

/// <summary>The token ids of several texts, filled up to the longest: row by row, as a graph takes them.</summary>
internal sealed class PaddedBatch
{
    private PaddedBatch(int texts, int tokens)
    {
        Texts = texts;
        Tokens = tokens;
        Ids = new long[texts * tokens];
        Mask = new long[texts * tokens];
    }

    /// <summary>The number of rows.</summary>
    public int Texts { get; }

    /// <summary>The length of every row in tokens.</summary>
    public int Tokens { get; }

    /// <summary>The token ids.</summary>
    public long[] Ids { get; }

    /// <summary>1 for a token, 0 for padding.</summary>
    public long[] Mask { get; }

    /// <summary>Lays out the sequences that the indices name.</summary>
    public static PaddedBatch Create(IReadOnlyList<int[]> sequences, ReadOnlySpan<int> indices, int paddingId)
    {
        int tokens = 0;
        foreach (int index in indices)
            tokens = Math.Max(tokens, sequences[index].Length);

        var batch = new PaddedBatch(indices.Length, tokens);
        Array.Fill(batch.Ids, paddingId);
        for (int row = 0; row < indices.Length; row++)
        {
            int[] sequence = sequences[indices[row]];
            for (int i = 0; i < sequence.Length; i++)
                batch.Ids[(row * tokens) + i] = sequence[i];

            batch.Mask.AsSpan(row * tokens, sequence.Length).Fill(1);
        }

        return batch;
    }
}

using System.Buffers;

namespace RagCluster.Inference.Onnx;

/// <summary>The token ids of several rows, filled up to the longest: row by row, as a graph takes them. Its memory is rented.</summary>
internal sealed class PaddedBatch : IDisposable
{
    private readonly long[] _ids;
    private readonly long[] _mask;
    private readonly long[] _segments;

    private PaddedBatch(int texts, int tokens)
    {
        Texts = texts;
        Tokens = tokens;
        _ids = ArrayPool<long>.Shared.Rent(texts * tokens);
        _mask = ArrayPool<long>.Shared.Rent(texts * tokens);
        _segments = ArrayPool<long>.Shared.Rent(texts * tokens);
    }

    /// <summary>The number of rows.</summary>
    public int Texts { get; }

    /// <summary>The length of every row in tokens.</summary>
    public int Tokens { get; }

    /// <summary>The token ids.</summary>
    public Memory<long> Ids => _ids.AsMemory(0, Texts * Tokens);

    /// <summary>1 for a token, 0 for padding.</summary>
    public Memory<long> Mask => _mask.AsMemory(0, Texts * Tokens);

    /// <summary>0 for the first segment of a row and padding, 1 for the second.</summary>
    public Memory<long> Segments => _segments.AsMemory(0, Texts * Tokens);

    /// <summary>Lays out rows.</summary>
    public static PaddedBatch Create(IReadOnlyList<TokenSequence> rows, int paddingId)
    {
        int tokens = rows.Max(row => row.Length);
        PaddedBatch batch = new(rows.Count, tokens);
        for (int i = 0; i < rows.Count; i++)
        {
            int[] row = rows[i].Ids;
            Span<long> ids = batch._ids.AsSpan(i * tokens, tokens);
            for (int j = 0; j < row.Length; j++)
                ids[j] = row[j];
            ids[row.Length..].Fill(paddingId);
            Span<long> mask = batch._mask.AsSpan(i * tokens, tokens);
            mask[..row.Length].Fill(1);
            mask[row.Length..].Clear();
            Span<long> segments = batch._segments.AsSpan(i * tokens, tokens);
            segments.Clear();
            segments[rows[i].SecondStart..row.Length].Fill(1);
        }

        return batch;
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_ids);
        ArrayPool<long>.Shared.Return(_mask);
        ArrayPool<long>.Shared.Return(_segments);
    }
}

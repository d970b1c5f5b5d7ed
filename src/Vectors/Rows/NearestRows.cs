namespace RagCluster.Vectors.Rows;

/// <summary>Keeps the best rows offered, nearest first, equal ones by row number, in memory of the caller.</summary>
/// <param name="best">Written; its length is the limit.</param>
internal ref struct NearestRows(Span<RowSimilarity> best)
{
    private readonly Span<RowSimilarity> _best = best;

    /// <summary>How many are kept.</summary>
    internal int Count { get; private set; }

    internal void Offer(int row, double similarity)
    {
        int place = Count;
        while (place > 0 && IsBetter(row, similarity, _best[place - 1]))
            place--;
        if (place == _best.Length)
            return;
        if (Count < _best.Length)
            Count++;
        _best[place..(Count - 1)].CopyTo(_best[(place + 1)..]);
        _best[place] = new RowSimilarity(row, similarity);
    }

    private static bool IsBetter(int row, double similarity, RowSimilarity other) =>
        similarity != other.Similarity ? similarity > other.Similarity : row < other.Row;
}

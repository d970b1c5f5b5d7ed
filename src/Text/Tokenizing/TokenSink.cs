namespace RagCluster.Text.Tokenizing;

/// <summary>Takes tokens into the caller's memory until it is full; without memory it only counts.</summary>
internal struct TokenSink(ArraySegment<int> ids, bool countOnly)
{
    public int Count { get; private set; }

    public readonly bool IsFull => !countOnly && Count >= ids.Count;

    public void Add(int id)
    {
        if (IsFull)
            return;

        if (!countOnly)
            ids.AsSpan()[Count] = id;
        Count++;
    }

    public void Add(ReadOnlySpan<int> pieces)
    {
        if (!countOnly)
        {
            pieces = pieces[..Math.Min(pieces.Length, ids.Count - Count)];
            pieces.CopyTo(ids.AsSpan(Count));
        }

        Count += pieces.Length;
    }
}

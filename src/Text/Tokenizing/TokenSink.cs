namespace RagCluster.Text.Tokenizing;

/// <summary>Takes tokens up to a limit; keeps them, or only counts.</summary>
internal struct TokenSink(List<int>? ids, int max)
{
    public int Count { get; private set; }

    public readonly bool IsFull => Count >= max;

    public void Add(int id)
    {
        if (IsFull)
            return;

        ids?.Add(id);
        Count++;
    }

    public void Add(ReadOnlySpan<int> pieces)
    {
        ReadOnlySpan<int> fitting = pieces[..Math.Min(pieces.Length, max - Count)];
        ids?.AddRange(fitting);
        Count += fitting.Length;
    }
}

namespace RagCluster.Lexical.Postings;

/// <summary>Reads one term's postings in row order.</summary>
public ref struct PostingReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _row;

    internal PostingReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _row = -1;
    }

    /// <summary>The posting that <see cref="MoveNext"/> found.</summary>
    public Posting Current { get; private set; }

    /// <summary>This reader, for <c>foreach</c>.</summary>
    public readonly PostingReader GetEnumerator() => this;

    /// <summary>Goes to the next posting.</summary>
    /// <returns>False after the last.</returns>
    public bool MoveNext()
    {
        if (_position == _bytes.Length)
            return false;
        _row += VariableBytes.Read(_bytes, ref _position);
        Current = new Posting(_row, VariableBytes.Read(_bytes, ref _position));
        return true;
    }
}

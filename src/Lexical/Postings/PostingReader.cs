namespace RagCluster.Lexical.Postings;

/// <summary>Reads one term's postings in row order.</summary>
public ref struct PostingReader
{
    private readonly PostingList _list;
    private BlockBuffer _rows;
    private BlockBuffer _frequencies;
    private int _block;
    private int _next;
    private int _length;

    internal PostingReader(PostingList list)
    {
        _list = list;
        _block = -1;
    }

    /// <summary>The posting that <see cref="MoveNext"/> found.</summary>
    public Posting Current { get; private set; }

    /// <summary>This reader, for <c>foreach</c>.</summary>
    public readonly PostingReader GetEnumerator() => this;

    /// <summary>Goes to the next posting.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public bool MoveNext()
    {
        if (_next == _length)
        {
            if (_block + 1 >= _list.BlockCount)
                return false;
            _block++;
            _next = 0;
            _length = _list.ReadRows(_block, _rows, _frequencies);
            if (_length == BlockPacking.Length)
                _list.ReadFrequencies(_block, _frequencies);
        }

        Current = new Posting(_rows[_next], _frequencies[_next]);
        _next++;
        return true;
    }
}

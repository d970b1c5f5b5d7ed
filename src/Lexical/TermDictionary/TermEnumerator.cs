using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.TermDictionary;

/// <summary>Reads the terms of a table in order, each spelled out in a buffer that the next one overwrites.</summary>
internal sealed class TermEnumerator
{
    private readonly byte[] _term = new byte[TermTable.TermBytesMax];
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _count;
    private int _position;
    private int _length;

    /// <summary>Begins before a block and goes to its first term, if there is one.</summary>
    internal TermEnumerator(ReadOnlyMemory<byte> text, int position, int ordinal, int count)
    {
        _text = text;
        _position = position;
        _count = count;
        Ordinal = ordinal - 1;
        MoveNext();
    }

    /// <summary>The current term's ordinal.</summary>
    internal int Ordinal { get; private set; }

    /// <summary>Whether all terms are behind.</summary>
    internal bool IsAtEnd => Ordinal >= _count;

    internal ReadOnlySpan<byte> Current => _term.AsSpan(0, _length);

    internal void MoveNext()
    {
        Ordinal++;
        if (Ordinal >= _count)
            return;
        ReadOnlySpan<byte> text = _text.Span;
        int shared = Ordinal % TermTable.BlockTerms == 0 ? 0 : CheckedBytes.Slice(text, _position++, 1)[0];
        int rest = CheckedBytes.Slice(text, _position++, 1)[0];
        if (shared > _length || shared + rest > _term.Length)
            throw CheckedBytes.Damaged($"term {Ordinal} shares {shared} bytes of {_length}");
        CheckedBytes.Slice(text, _position, rest).CopyTo(_term.AsSpan(shared));
        _position += rest;
        _length = shared + rest;
    }
}

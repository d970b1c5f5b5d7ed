using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.TermDictionary;

/// <summary>
/// Writes a <see cref="TermTable"/> from terms that arrive in byte order. Of every 16 terms the first stands whole, each other as the
/// length of the prefix that it shares with its predecessor and the rest (front coding; I. Witten, A. Moffat and T. Bell, "Managing
/// Gigabytes", 1999).
/// </summary>
internal sealed class TermTableWriter
{
    private readonly byte[] _previous = new byte[TermTable.TermBytesMax];
    private int _previousLength;

    internal int Count { get; private set; }

    internal ByteSink Index { get; } = new();

    internal ByteSink Text { get; } = new();

    internal void Append(ReadOnlySpan<byte> term)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(term.Length, TermTable.TermBytesMax);
        if (Count % TermTable.BlockTerms == 0)
        {
            Index.WriteInteger(Text.Length);
            Text.Write((byte)term.Length);
            Text.Write(term);
        }
        else
        {
            int shared = term.CommonPrefixLength(_previous.AsSpan(0, _previousLength));
            Text.Write((byte)shared);
            Text.Write((byte)(term.Length - shared));
            Text.Write(term[shared..]);
        }

        term.CopyTo(_previous);
        _previousLength = term.Length;
        Count++;
    }
}

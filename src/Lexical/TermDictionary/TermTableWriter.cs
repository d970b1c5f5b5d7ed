namespace RagCluster.Lexical.TermDictionary;

/// <summary>Builds a <see cref="TermTable"/> from terms that arrive in byte order.</summary>
internal sealed class TermTableWriter
{
    private readonly MemoryStream _text = new();
    private readonly List<int> _offsets = [0];

    internal void Append(ReadOnlySpan<byte> term)
    {
        _text.Write(term);
        _offsets.Add(checked((int)_text.Length));
    }

    internal TermTable Finish() => new(_text.ToArray(), [.. _offsets]);
}

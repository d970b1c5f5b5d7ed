namespace RagCluster.Lexical.Analysis;

/// <summary>Collects terms by the words that they are readings of.</summary>
internal sealed class WordReadings : ITermSink
{
    private TermPlace _last;

    internal List<List<string>> Words { get; } = [];

    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place)
    {
        if (!place.IsReadingOf(_last))
            Words.Add([]);
        Words[^1].Add(term.ToString());
        _last = place;
    }
}

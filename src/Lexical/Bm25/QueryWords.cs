using RagCluster.Lexical.Analysis;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Bm25;

/// <summary>Collects the terms of one part of a query.</summary>
internal sealed class QueryWords(string text, bool isQuoted) : ITermSink
{
    // Of one letter half the dictionary begins.
    private const int PrefixLengthMin = 2;

    private readonly List<int> _positions = [];
    private int _position = -1;
    private TermPlace _last;

    internal bool IsQuoted => isQuoted;

    internal List<string> Terms { get; } = [];

    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place)
    {
        _position += place.Step;
        int end = place.Start + place.Length;
        bool isPrefix = !isQuoted && end < text.Length && text[end] == QueryTerm.PrefixMark;
        bool isReading = place.IsReadingOf(_last);
        _last = place;
        // A row holds every word as it stands, which serves phrases and beginnings; its stems are those of one language or another.
        if (isReading && (isQuoted || isPrefix))
            return;
        string found = term.ToString();
        if (isPrefix)
            found = PrefixOf(text.AsSpan(place.Start, place.Length), found);
        Terms.Add(found);
        _positions.Add(_position);
    }

    internal QueryPhrase ToPhrase(QueryTerm[] terms)
    {
        List<PhraseWord> words = new();
        for (int i = 0; i < Terms.Count; i++)
        {
            int place = Array.FindIndex(terms, term => term.Term == Terms[i]);
            if (place >= 0)
                words.Add(new PhraseWord(place, _positions[i]));
        }

        return new QueryPhrase(words);
    }

    // The dictionary holds stems: "studies*" must find "studi", so the beginning goes only as far as word and stem agree.
    private static string PrefixOf(ReadOnlySpan<char> word, string stem)
    {
        Span<char> folded = stackalloc char[TextAnalyzer.TermLengthMax + CharacterFolding.ExpansionMax];
        ReadOnlySpan<char> whole = folded[..PlainWords.Fold(word, folded)];
        int agreed = whole.CommonPrefixLength(stem);
        return agreed >= PrefixLengthMin ? string.Concat(whole[..agreed], [QueryTerm.PrefixMark]) : stem;
    }
}

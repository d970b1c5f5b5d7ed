namespace RagCluster.Lexical.Analysis;

/// <summary>Makes the term of one word: folded, and stemmed when it is written in a to z.</summary>
internal static class WordTerm
{
    internal static void Emit(ReadOnlySpan<char> word, ITermSink sink)
    {
        Span<char> term = stackalloc char[TextAnalyzer.TermLengthMax + CharacterFolding.ExpansionMax];
        int length = Fold(word, term);
        if (IsEnglish(term[..length]))
            length = EnglishStemmer.Stem(term, length);
        if (length > 0)
            sink.Add(term[..length]);
    }

    internal static int Fold(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = 0;
        foreach (char c in word)
        {
            length += CharacterFolding.Fold(c, term[length..]);
            if (length >= TextAnalyzer.TermLengthMax)
                return TextAnalyzer.TermLengthMax;
        }

        return length;
    }

    private static bool IsEnglish(ReadOnlySpan<char> term)
    {
        foreach (char c in term)
        {
            if (!char.IsAsciiLetterLower(c) && c != '\'')
                return false;
        }

        return term.Length > 0;
    }
}

using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>English: words without accents, stemmed when they are written in a to z.</summary>
internal sealed class EnglishWords : WordRules
{
    internal override int Apply(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = PlainWords.Fold(word, term);
        return IsEnglish(term[..length]) ? EnglishStemmer.Stem(term, length) : length;
    }

    internal static bool IsEnglish(ReadOnlySpan<char> term)
    {
        foreach (char c in term)
        {
            if (!char.IsAsciiLetterLower(c) && c != '\'')
                return false;
        }

        return term.Length > 0;
    }
}

using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// Arabic: light stems without vowel signs, and digits as others write them. Words in a to z are English more often than not.
/// </summary>
internal sealed class ArabicWords : WordRules
{
    private const char VowelSignFirst = '\u064b';
    private const char VowelSignLast = '\u0652';
    private const char RaisedAlef = '\u0670';

    internal override int Apply(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = WithoutVowelSigns(term[..PlainWords.Fold(word, term)]);
        if (length > 0 && ArabicStemmer.IsArabic(term[0]))
        {
            Span<char> stem = ArabicStemmer.Stem(term[..length]);
            stem.CopyTo(term);
            return stem.Length;
        }

        return EnglishWords.IsEnglish(term[..length]) ? EnglishStemmer.Stem(term, length) : length;
    }

    private static int WithoutVowelSigns(Span<char> term)
    {
        int length = 0;
        foreach (char c in term)
        {
            if (c is (>= VowelSignFirst and <= VowelSignLast) or RaisedAlef)
                continue;
            term[length++] = c is >= '\u0660' and <= '\u0669' or >= '\u06f0' and <= '\u06f9' ? (char)('0' + (c & 0xf)) : c;
        }

        return length;
    }
}

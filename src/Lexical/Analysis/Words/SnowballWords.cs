using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>
/// A language whose stems need its accents: words in small letters are stemmed and only then lose their accents. Words in another script
/// stay whole, but for those in a to z where the language's own script is not Latin: they are English more often than not.
/// </summary>
/// <param name="stem">The language's algorithm.</param>
/// <param name="isCyrillic">Whether the language is written in Cyrillic letters instead of Latin ones.</param>
/// <param name="elisions">Words that stand before an apostrophe and are no part of the next word.</param>
internal sealed class SnowballWords(StemWord stem, bool isCyrillic, string elisions) : WordRules
{
    private const char LatinEnd = '\u0250';
    private const char CyrillicStart = '\u0400';
    private const char CyrillicEnd = '\u0530';

    private readonly string[] _elisions = elisions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal override int Apply(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = WithoutElision(term, LetterCase.Lower(word, term));
        if (IsOwn(term[..length]))
            length = stem(term, length);
        else if (isCyrillic && EnglishWords.IsEnglish(term[..length]))
            length = EnglishStemmer.Stem(term, length);
        Span<char> stemmed = stackalloc char[RoomLength];
        term[..length].CopyTo(stemmed);
        return PlainWords.Fold(stemmed[..length], term);
    }

    private int WithoutElision(Span<char> term, int length)
    {
        int apostrophe = term[..length].IndexOf('\'');
        if (apostrophe <= 0 || apostrophe + 1 == length)
            return length;
        foreach (string elision in _elisions)
        {
            if (!term[..apostrophe].SequenceEqual(elision))
                continue;
            term[(apostrophe + 1)..length].CopyTo(term);
            return length - apostrophe - 1;
        }

        return length;
    }

    private bool IsOwn(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (!char.IsLetter(c) || (isCyrillic ? c is < CyrillicStart or >= CyrillicEnd : c >= LatinEnd))
                return false;
        }

        return word.Length > 0;
    }
}

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>No language: words in small letters without accents.</summary>
internal sealed class PlainWords : WordRules
{
    internal override int Apply(ReadOnlySpan<char> word, Span<char> term) => Fold(word, term);

    internal static int Fold(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = 0;
        foreach (char c in word)
        {
            length += CharacterFolding.Fold(c, term[length..]);
            if (length >= WordRules.TermLengthMax)
                return WordRules.TermLengthMax;
        }

        return length;
    }
}

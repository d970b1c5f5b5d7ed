using RagCluster.Lexical.Analysis.Snowball;

namespace RagCluster.Lexical.Analysis.Words;

/// <summary>Chinese and Japanese, whose own words are no words to the segmenter. Words in a to z are English more often than not.</summary>
internal sealed class EastAsianWords : WordRules
{
    internal override bool FoldsKana => true;

    internal override int Apply(ReadOnlySpan<char> word, Span<char> term)
    {
        int length = PlainWords.Fold(word, term);
        return EnglishWords.IsEnglish(term[..length]) ? EnglishStemmer.Stem(term, length) : length;
    }
}

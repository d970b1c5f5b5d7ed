using RagCluster.Text.Words;

namespace RagCluster.Grounding.Evidence;

/// <summary>
/// How far two spellings are apart: insertions, deletions, substitutions and exchanged neighbours (optimal string alignment).
/// </summary>
internal static class Spelling
{
    private const int WordLengthMax = 40;
    private const int LengthMin = 4;
    private const int LongLength = 8;

    /// <summary>The most mistakes that a word of a length may have to count as mistyped; 0 for one too short to tell.</summary>
    internal static int MistakesMax(int length) =>
        length < LengthMin ? 0
        : length < LongLength ? 1
        : 2;

    /// <summary>Whether a word is another one mistyped.</summary>
    internal static bool IsMistyped(string word, string meant)
    {
        int most = MistakesMax(Math.Min(word.Length, meant.Length));
        if (most == 0 || Math.Abs(word.Length - meant.Length) > most || word.Length > WordLengthMax || word == meant)
            return false;
        return EditDistance.Between(word, meant) <= most;
    }

    /// <summary>Whether two words differ in two exchanged neighbours alone.</summary>
    internal static bool IsExchanged(string word, string meant)
    {
        if (word.Length != meant.Length || word.Length < 3)
            return false;
        int at = word.AsSpan().CommonPrefixLength(meant);
        return at + 1 < word.Length
            && word[at] == meant[at + 1]
            && word[at + 1] == meant[at]
            && word.AsSpan(at + 2).SequenceEqual(meant.AsSpan(at + 2));
    }
}

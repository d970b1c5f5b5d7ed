using System.Collections.Frozen;

namespace RagCluster.Lexical.Analysis;

/// <summary>English words that carry grammar rather than meaning. Short on purpose: a rare word wrongly listed can't be found, a common word not listed only costs time.</summary>
public static class EnglishStopWords
{
    private static readonly FrozenSet<string> Words = (
        "a about an and any are as at be been being but by can could did do does doing for from had has have having he her hers him his how i if in into is it its " +
        "me my of on or our she should so than that the their them then there these they this those to us was we were what when where which while who whom whose " +
        "why will with would you your").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The list.</summary>
    public static IReadOnlyCollection<string> All => Words;

    /// <summary>Whether the word is in the list.</summary>
    /// <param name="word">A lower-case word, not stemmed.</param>
    public static bool Contains(ReadOnlySpan<char> word) => Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}

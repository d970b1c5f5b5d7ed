using System.Collections.Frozen;
using RagCluster.Lexical.Analysis.Words;

namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Tells by its words of grammar which languages a text in Latin letters may be of. A set of languages is a number whose bits stand for
/// <see cref="LanguageRules.Latin"/>.
/// </summary>
internal static class LanguageVotes
{
    // One word is too little: "price per node" is no Italian.
    private const int VotesMin = 2;

    // "c", "d" and "t" are French before an apostrophe only.
    private const int WordLengthMin = 2;

    private static readonly FrozenDictionary<string, int> SetsByWord = LanguageRules
        .Latin.SelectMany((language, i) => LanguageWords.Stop(language).Split(' ').Select(word => (Word: Fold(word), Set: 1 << i)))
        .Where(entry => entry.Word.Length >= WordLengthMin)
        .GroupBy(entry => entry.Word, entry => entry.Set)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate((left, right) => left | right));

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Sets = SetsByWord.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly int LongestWord = SetsByWord.Keys.Max(word => word.Length);

    /// <summary>The set of all languages.</summary>
    internal static int All => (1 << LanguageRules.Latin.Length) - 1;

    /// <summary>The languages of which some texts hold most words of grammar; the empty set when they hold too few.</summary>
    internal static int Count(ReadOnlySpan<string> texts)
    {
        Span<int> votes = stackalloc int[LanguageRules.Latin.Length];
        votes.Clear();
        foreach (string text in texts)
            Count(text, votes);
        int most = VotesMin;
        int set = 0;
        for (int i = 0; i < votes.Length; i++)
        {
            if (votes[i] > most)
                (most, set) = (votes[i], 0);
            if (votes[i] == most)
                set |= 1 << i;
        }

        return set;
    }

    private static void Count(ReadOnlySpan<char> text, Span<int> votes)
    {
        for (int start = 0; start < text.Length; start++)
        {
            int end = start;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            if (end - start >= WordLengthMin && end - start <= LongestWord)
                Add(text[start..end], votes);
            start = end;
        }
    }

    private static void Add(ReadOnlySpan<char> word, Span<int> votes)
    {
        Span<char> folded = stackalloc char[WordRules.RoomLength];
        if (!Sets.TryGetValue(folded[..PlainWords.Fold(word, folded)], out int set))
            return;
        for (int i = 0; i < votes.Length; i++)
            votes[i] += (set >> i) & 1;
    }

    private static string Fold(string word)
    {
        Span<char> folded = stackalloc char[WordRules.RoomLength];
        return folded[..PlainWords.Fold(word, folded)].ToString();
    }
}

using System.Collections.Frozen;

namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>The words that the Porter2 rules would stem wrongly, as listed with the algorithm.</summary>
internal static class StemExceptions
{
    private const int LongestWord = 7;

    private static readonly FrozenDictionary<string, string> Stems = new Dictionary<string, string>
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> FinalAfterPlural = new[]
    {
        "inning",
        "outing",
        "canning",
        "herring",
        "earring",
        "proceed",
        "exceed",
        "succeed",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Replaces a listed word by its stem.</summary>
    internal static bool TryReplace(Span<char> word, int length, out int stemLength)
    {
        stemLength = length;
        if (length > LongestWord)
            return false;
        if (!Stems.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word[..length], out string? stem))
            return false;
        stem.CopyTo(word);
        stemLength = stem.Length;
        return true;
    }

    /// <summary>Whether the word, its plural removed, is left as it is.</summary>
    internal static bool IsFinalAfterPlural(ReadOnlySpan<char> word) =>
        FinalAfterPlural.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}

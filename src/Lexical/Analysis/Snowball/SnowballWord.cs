namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>
/// A word being stemmed, with the regions that the Snowball algorithms speak of: R1, R2 and RV, each from its mark to the end.
/// </summary>
internal ref struct SnowballWord(Span<char> letters, int length, string vowels)
{
    private readonly Span<char> _letters = letters;

    /// <summary>Characters that are left.</summary>
    internal int Length { get; private set; } = length;

    /// <summary>Where R1 begins.</summary>
    internal int Region1 { get; set; } = length;

    /// <summary>Where R2 begins.</summary>
    internal int Region2 { get; set; } = length;

    /// <summary>Where RV begins.</summary>
    internal int RegionV { get; set; } = length;

    /// <summary>The word as it stands.</summary>
    internal readonly Span<char> Text => _letters[..Length];

    internal readonly bool IsVowel(char c) => vowels.Contains(c);

    internal readonly bool IsVowelAt(int place) => place >= 0 && place < Length && vowels.Contains(_letters[place]);

    /// <summary>The letter that stands <paramref name="back"/> places before the end (1 is the last); '\0' before the word.</summary>
    internal readonly char Back(int back) => back <= Length ? _letters[Length - back] : '\0';

    /// <summary>R1: after the first consonant that follows a vowel. R2: the same within R1.</summary>
    internal void FindRegions()
    {
        Region1 = RegionAfter(0);
        Region2 = RegionAfter(Region1);
    }

    /// <summary>RV of the Romance languages but French.</summary>
    internal void FindRomanceRegionV()
    {
        RegionV = Length;
        if (Length < 2)
            return;
        if (!IsVowelAt(1))
            RegionV = After(2, isVowel: true);
        else if (IsVowelAt(0))
            RegionV = After(2, isVowel: false);
        else if (Length >= 3)
            RegionV = 3;
    }

    internal readonly bool EndsWith(ReadOnlySpan<char> suffix) => Text.EndsWith(suffix);

    /// <summary>Whether the word ends with a suffix that lies in RV.</summary>
    internal readonly bool EndsInV(ReadOnlySpan<char> suffix) => Length - suffix.Length >= RegionV && Text.EndsWith(suffix);

    internal readonly bool InRegion1(int suffixLength) => Length - suffixLength >= Region1;

    internal readonly bool InRegion2(int suffixLength) => Length - suffixLength >= Region2;

    internal readonly bool InRegionV(int suffixLength) => Length - suffixLength >= RegionV;

    /// <summary>
    /// The longest suffix of a list that the word ends with, within the part from <paramref name="from"/>; empty for none.
    /// </summary>
    /// <param name="suffixes">Longest first.</param>
    /// <param name="from">Where the part begins.</param>
    internal readonly string Longest(string[] suffixes, int from = 0)
    {
        if (from > Length)
            return "";
        ReadOnlySpan<char> part = Text[from..];
        foreach (string suffix in suffixes)
        {
            if (part.EndsWith(suffix))
                return suffix;
        }

        return "";
    }

    internal void Remove(int count) => Length -= count;

    /// <summary>Removes a suffix if the word ends with it within R2.</summary>
    internal bool RemoveInRegion2(ReadOnlySpan<char> suffix)
    {
        if (!EndsWith(suffix) || !InRegion2(suffix.Length))
            return false;
        Remove(suffix.Length);
        return true;
    }

    internal void Replace(int suffixLength, ReadOnlySpan<char> replacement)
    {
        Length -= suffixLength;
        replacement.CopyTo(_letters[Length..]);
        Length += replacement.Length;
    }

    /// <summary>Sorts suffixes for <see cref="Longest"/>.</summary>
    internal static string[] Suffixes(string list) =>
        [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(suffix => suffix.Length)];

    /// <summary>One past the first vowel (or consonant) from a place on.</summary>
    internal readonly int After(int start, bool isVowel)
    {
        for (int i = start; i < Length; i++)
        {
            if (IsVowelAt(i) == isVowel)
                return i + 1;
        }

        return Length;
    }

    private readonly int RegionAfter(int start)
    {
        for (int i = start + 1; i < Length; i++)
        {
            if (!IsVowelAt(i) && IsVowelAt(i - 1))
                return i + 1;
        }

        return Length;
    }
}

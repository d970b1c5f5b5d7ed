namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>A word being stemmed, with Porter's regions R1 and R2 (the parts that suffix rules may touch).</summary>
internal ref struct StemBuffer(Span<char> letters, int length)
{
    private readonly Span<char> _letters = letters;

    /// <summary>Characters that are left.</summary>
    internal int Length { get; private set; } = length;

    /// <summary>Where R1 begins: after the first consonant that follows a vowel.</summary>
    internal int Region1 { get; private set; }

    /// <summary>Where R2 begins: R1 of R1.</summary>
    internal int Region2 { get; private set; }

    /// <summary>The word as it stands.</summary>
    internal readonly Span<char> Text => _letters[..Length];

    internal static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    internal static bool IsDouble(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[^1] == text[^2] && text[^1] is ('b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't');

    /// <summary>Upper-cases each y that acts as a consonant: at the start, or after a vowel.</summary>
    internal readonly void MarkConsonantY()
    {
        if (_letters[0] == 'y')
            _letters[0] = 'Y';
        for (int i = 1; i < Length; i++)
        {
            if (_letters[i] == 'y' && IsVowel(_letters[i - 1]))
                _letters[i] = 'Y';
        }
    }

    internal void FindRegions()
    {
        ReadOnlySpan<char> text = Text;
        Region1 = text switch
        {
            ['g', 'e', 'n', 'e', 'r', ..] or ['a', 'r', 's', 'e', 'n', ..] => 5,
            ['c', 'o', 'm', 'm', 'u', 'n', ..] => 6,
            _ => RegionAfter(text, 0),
        };
        Region2 = RegionAfter(text, Region1);
    }

    internal readonly bool EndsWith(ReadOnlySpan<char> suffix) => Text.EndsWith(suffix);

    internal readonly bool InRegion1(int suffixLength) => Length - suffixLength >= Region1;

    internal readonly bool InRegion2(int suffixLength) => Length - suffixLength >= Region2;

    internal void Remove(int count) => Length -= count;

    internal void Append(char letter) => _letters[Length++] = letter;

    internal void Replace(int suffixLength, ReadOnlySpan<char> replacement)
    {
        Length -= suffixLength;
        replacement.CopyTo(_letters[Length..]);
        Length += replacement.Length;
    }

    internal readonly bool HasVowelBefore(int end) => Text[..end].ContainsAny("aeiouy");

    /// <summary>Whether the first <paramref name="end"/> characters end in a short syllable.</summary>
    internal readonly bool EndsInShortSyllable(int end)
    {
        ReadOnlySpan<char> text = Text[..end];
        if (end == 2)
            return IsVowel(text[0]) && !IsVowel(text[1]);
        return end > 2 && !IsVowel(text[^3]) && IsVowel(text[^2]) && !IsVowel(text[^1]) && text[^1] is not ('w' or 'x' or 'Y');
    }

    internal readonly bool IsShortWord() => Region1 >= Length && EndsInShortSyllable(Length);

    private static int RegionAfter(ReadOnlySpan<char> text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (!IsVowel(text[i]) && IsVowel(text[i - 1]))
                return i + 1;
        }

        return text.Length;
    }
}

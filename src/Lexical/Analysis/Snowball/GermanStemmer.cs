namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>German stems. Source: "German stemming algorithm", snowballstem.org.</summary>
internal static class GermanStemmer
{
    private const string Vowels = "aeiouyäöü";
    private const string EndingsBeforeS = "bdfghklmnrt";
    private const string EndingsBeforeSt = "bdfghklmnt";
    private const int LettersBeforeRegion1 = 3;

    private static readonly string[] First = SnowballWord.Suffixes("em ern er e en es s");
    private static readonly string[] Second = SnowballWord.Suffixes("en er est st");
    private static readonly string[] Third = SnowballWord.Suffixes("end ung ig ik isch lich heit keit");

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, length, Vowels);
        MarkConsonants(word);
        if (length >= LettersBeforeRegion1)
        {
            word.FindRegions();
            word.Region1 = Math.Max(word.Region1, LettersBeforeRegion1);
            RemoveInflection(ref word);
            RemoveComparison(ref word);
            RemoveDerivation(ref word);
        }

        foreach (ref char letter in word.Text)
        {
            letter = letter switch
            {
                'U' or 'ü' => 'u',
                'Y' => 'y',
                'ä' => 'a',
                'ö' => 'o',
                _ => letter,
            };
        }

        return word.Length;
    }

    private static void MarkConsonants(SnowballWord word)
    {
        Span<char> text = word.Text;
        for (int i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] is 'u' or 'y' && word.IsVowelAt(i - 1) && word.IsVowelAt(i + 1))
                text[i] = char.ToUpperInvariant(text[i]);
        }
    }

    private static void RemoveInflection(ref SnowballWord word)
    {
        string suffix = word.Longest(First);
        if (suffix.Length == 0 || !word.InRegion1(suffix.Length))
            return;
        if (suffix == "s" && !EndingsBeforeS.Contains(word.Back(2)))
            return;
        word.Remove(suffix.Length);
        if (suffix is "e" or "en" or "es" && word.EndsWith("niss"))
            word.Remove(1);
    }

    private static void RemoveComparison(ref SnowballWord word)
    {
        string suffix = word.Longest(Second);
        if (suffix.Length == 0 || !word.InRegion1(suffix.Length))
            return;
        const int lettersBefore = 6;
        if (suffix == "st" && (!EndingsBeforeSt.Contains(word.Back(3)) || word.Length < lettersBefore))
            return;
        word.Remove(suffix.Length);
    }

    private static void RemoveDerivation(ref SnowballWord word)
    {
        string suffix = word.Longest(Third);
        if (suffix.Length == 0 || !word.InRegion2(suffix.Length))
            return;
        char before = word.Back(suffix.Length + 1);
        if (suffix is "ig" or "ik" or "isch" && before == 'e')
            return;
        word.Remove(suffix.Length);
        switch (suffix)
        {
            case "end" or "ung":
                if (word.EndsWith("ig") && word.Back(3) != 'e' && word.InRegion2(2))
                    word.Remove(2);
                break;
            case "lich" or "heit":
                if ((word.EndsWith("er") || word.EndsWith("en")) && word.InRegion1(2))
                    word.Remove(2);
                break;
            case "keit":
                if (!word.RemoveInRegion2("lich"))
                    word.RemoveInRegion2("ig");
                break;
        }
    }
}

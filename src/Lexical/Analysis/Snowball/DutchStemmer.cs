namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Dutch stems. Source: "Dutch stemming algorithm" (Porter's), snowballstem.org.</summary>
internal static class DutchStemmer
{
    private const string Vowels = "aeiouyè";
    private const int LettersBeforeRegion1 = 3;

    private static readonly string[] Inflections = SnowballWord.Suffixes("heden en ene s se");
    private static readonly string[] Derivations = SnowballWord.Suffixes("end ing ig lijk baar bar");

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, length, Vowels);
        RemoveAccents(word.Text);
        MarkConsonants(word);
        word.FindRegions();
        word.Region1 = Math.Max(word.Region1, LettersBeforeRegion1);
        RemoveInflection(ref word);
        bool hadE = RemoveE(ref word);
        RemoveHeid(ref word);
        RemoveDerivation(ref word, hadE);
        UndoubleVowel(ref word);
        word.Text.Replace('I', 'i');
        word.Text.Replace('Y', 'y');
        return word.Length;
    }

    private static void RemoveAccents(Span<char> text)
    {
        foreach (ref char letter in text)
        {
            letter = letter switch
            {
                'ä' or 'á' => 'a',
                'ë' or 'é' => 'e',
                'ï' or 'í' => 'i',
                'ö' or 'ó' => 'o',
                'ü' or 'ú' => 'u',
                _ => letter,
            };
        }
    }

    private static void MarkConsonants(SnowballWord word)
    {
        Span<char> text = word.Text;
        if (text is ['y', ..])
            text[0] = 'Y';
        for (int i = 1; i < text.Length; i++)
        {
            if (!word.IsVowelAt(i - 1))
                continue;
            if (text[i] == 'y')
                text[i] = 'Y';
            else if (text[i] == 'i' && word.IsVowelAt(i + 1))
                // The vowel behind it stands for no second mark.
                text[i++] = 'I';
            else
                continue;
            i++;
        }
    }

    private static void RemoveInflection(ref SnowballWord word)
    {
        string suffix = word.Longest(Inflections);
        if (suffix.Length == 0 || !word.InRegion1(suffix.Length))
            return;
        if (suffix == "heden")
            word.Replace(suffix.Length, "heid");
        else if (suffix[0] == 'e')
            RemoveEn(ref word, suffix.Length);
        else if (!IsVowelBefore(word, suffix.Length) && word.Back(suffix.Length + 1) != 'j')
            word.Remove(suffix.Length);
    }

    private static void RemoveEn(ref SnowballWord word, int suffixLength)
    {
        if (!word.InRegion1(suffixLength) || IsVowelBefore(word, suffixLength) || word.Text[..^suffixLength].EndsWith("gem"))
            return;
        word.Remove(suffixLength);
        Undouble(ref word);
    }

    private static bool RemoveE(ref SnowballWord word)
    {
        if (!word.EndsWith("e") || !word.InRegion1(1) || IsVowelBefore(word, 1))
            return false;
        word.Remove(1);
        Undouble(ref word);
        return true;
    }

    private static void RemoveHeid(ref SnowballWord word)
    {
        const string suffix = "heid";
        if (!word.EndsWith(suffix) || word.Back(suffix.Length + 1) == 'c' || !word.RemoveInRegion2(suffix))
            return;
        if (word.EndsWith("en"))
            RemoveEn(ref word, 2);
    }

    private static void RemoveDerivation(ref SnowballWord word, bool hadE)
    {
        string suffix = word.Longest(Derivations);
        if (suffix.Length == 0 || !word.InRegion2(suffix.Length))
            return;
        switch (suffix)
        {
            case "end" or "ing":
                word.Remove(suffix.Length);
                if (word.EndsWith("ig") && word.InRegion2(2) && word.Back(3) != 'e')
                    word.Remove(2);
                else
                    Undouble(ref word);
                break;
            case "ig" when word.Back(3) == 'e':
                break;
            case "lijk":
                word.Remove(suffix.Length);
                RemoveE(ref word);
                break;
            case "bar" when !hadE:
                break;
            default:
                word.Remove(suffix.Length);
                break;
        }
    }

    // "maan" and "manen", "brood" and "broden" meet.
    private static void UndoubleVowel(ref SnowballWord word)
    {
        char last = word.Back(1);
        bool isDouble = word.Back(2) == word.Back(3) && word.Back(2) is 'a' or 'e' or 'o' or 'u';
        if (word.Length < 4 || !isDouble || word.IsVowel(last) || last == 'I' || word.IsVowel(word.Back(4)))
            return;
        word.Text[^2] = last;
        word.Remove(1);
    }

    private static void Undouble(ref SnowballWord word)
    {
        if (word.EndsWith("kk") || word.EndsWith("dd") || word.EndsWith("tt"))
            word.Remove(1);
    }

    // The beginning of a word is no letter.
    private static bool IsVowelBefore(SnowballWord word, int suffixLength) =>
        word.Length <= suffixLength || word.IsVowel(word.Back(suffixLength + 1));
}

namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Russian stems. Source: "Russian stemming algorithm", snowballstem.org.</summary>
internal static class RussianStemmer
{
    private const string Vowels = "аеиоуыэюя";

    private static readonly string[] Gerunds1 = SnowballWord.Suffixes("в вши вшись");
    private static readonly string[] Gerunds2 = SnowballWord.Suffixes("ив ивши ившись ыв ывши ывшись");
    private static readonly string[] Adjectives = SnowballWord.Suffixes(
        "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею"
    );

    private static readonly string[] Participles1 = SnowballWord.Suffixes("ем нн вш ющ щ");
    private static readonly string[] Participles2 = SnowballWord.Suffixes("ивш ывш ующ");
    private static readonly string[] Reflexives = SnowballWord.Suffixes("ся сь");
    private static readonly string[] Verbs1 = SnowballWord.Suffixes("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно");
    private static readonly string[] Verbs2 = SnowballWord.Suffixes(
        "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю"
    );

    private static readonly string[] Nouns = SnowballWord.Suffixes(
        "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я"
    );

    private static readonly string[] Superlatives = SnowballWord.Suffixes("ейш ейше");
    private static readonly string[] Derivations = SnowballWord.Suffixes("ост ость");

    internal static int Stem(Span<char> letters, int length)
    {
        letters[..length].Replace('ё', 'е');
        SnowballWord word = new(letters, length, Vowels);
        word.RegionV = word.After(0, isVowel: true);
        word.FindRegions();
        if (!Remove(ref word, Gerunds1, Gerunds2))
        {
            RemoveLongest(ref word, Reflexives);
            if (!RemoveAdjective(ref word) && !Remove(ref word, Verbs1, Verbs2))
                RemoveLongest(ref word, Nouns);
        }

        if (word.EndsInV("и"))
            word.Remove(1);
        string derivation = word.Longest(Derivations, word.RegionV);
        if (derivation.Length > 0 && word.InRegion2(derivation.Length))
            word.Remove(derivation.Length);
        Tidy(ref word);
        return word.Length;
    }

    private static bool RemoveAdjective(ref SnowballWord word)
    {
        if (!RemoveLongest(ref word, Adjectives))
            return false;
        Remove(ref word, Participles1, Participles2);
        return true;
    }

    private static void Tidy(ref SnowballWord word)
    {
        if (RemoveLongest(ref word, Superlatives) || word.EndsInV("нн"))
        {
            if (word.EndsInV("нн"))
                word.Remove(1);
        }
        else if (word.EndsInV("ь"))
        {
            word.Remove(1);
        }
    }

    private static bool RemoveLongest(ref SnowballWord word, string[] suffixes)
    {
        string suffix = word.Longest(suffixes, word.RegionV);
        word.Remove(suffix.Length);
        return suffix.Length > 0;
    }

    // Suffixes of the first group must follow а or я, which stays.
    private static bool Remove(ref SnowballWord word, string[] afterA, string[] others)
    {
        string first = word.Longest(afterA, word.RegionV);
        string second = word.Longest(others, word.RegionV);
        if (second.Length > first.Length)
        {
            word.Remove(second.Length);
            return true;
        }

        if (first.Length == 0 || !word.InRegionV(first.Length + 1) || word.Back(first.Length + 1) is not ('а' or 'я'))
            return false;
        word.Remove(first.Length);
        return true;
    }
}

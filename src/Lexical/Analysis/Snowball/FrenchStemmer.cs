namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>French stems. Source: "French stemming algorithm", snowballstem.org.</summary>
internal static class FrenchStemmer
{
    private const string Vowels = "aeiouyâàëéêèïîôûù";

    private static readonly string[] VerbsInI = SnowballWord.Suffixes(
        "îmes ît îtes i ie Ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais "
            + "issait issant issante "
            + "issantes issants isse issent isses issez issiez issions issons it"
    );

    private static readonly string[] Verbs = SnowballWord.Suffixes(
        "ions é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez âmes ât âtes a ai "
            + "aIent ais ait ant ante "
            + "antes ants as asse assent asses assiez assions"
    );

    private static readonly string[] Residues = SnowballWord.Suffixes("ion ier ière Ier Ière e");
    private static readonly string[] Doubles = ["eill", "enn", "onn", "ett", "ell"];

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, FrenchMarks.Set(letters, length, Vowels), Vowels);
        word.RegionV = FindRegionV(word);
        word.FindRegions();
        if (FrenchSuffixes.Remove(ref word) || RemoveVerbInI(ref word) || RemoveVerb(ref word))
            Soften(ref word);
        else
            RemoveResidue(ref word);
        if (word.Longest(Doubles).Length > 0)
            word.Remove(1);
        Unaccent(word);
        return FrenchMarks.Unset(word.Text);
    }

    // Two vowels, par, col and tap are followed by RV; else it follows the first vowel that is not the first letter.
    private static int FindRegionV(SnowballWord word)
    {
        const int marked = 3;
        ReadOnlySpan<char> text = word.Text;
        if (word.Length >= marked && word.IsVowelAt(0) && word.IsVowelAt(1))
            return marked;
        if (text.StartsWith("par") || text.StartsWith("col") || text.StartsWith("tap"))
            return marked;
        return word.After(1, isVowel: true);
    }

    private static bool RemoveVerbInI(ref SnowballWord word)
    {
        string suffix = word.Longest(VerbsInI, word.RegionV);
        int before = suffix.Length + 1;
        if (suffix.Length == 0 || !word.InRegionV(before) || word.IsVowel(word.Back(before)) || word.Back(before) == FrenchMarks.Diaeresis)
            return false;
        word.Remove(suffix.Length);
        return true;
    }

    private static bool RemoveVerb(ref SnowballWord word)
    {
        string suffix = word.Longest(Verbs, word.RegionV);
        if (suffix.Length == 0 || suffix == "ions" && !word.InRegion2(suffix.Length))
            return false;
        word.Remove(suffix.Length);
        if (suffix[0] is 'a' or 'â' && word.EndsInV("e"))
            word.Remove(1);
        return true;
    }

    private static void Soften(ref SnowballWord word)
    {
        if (word.Back(1) == 'Y')
            word.Replace(1, "i");
        else if (word.Back(1) == 'ç')
            word.Replace(1, "c");
    }

    private static void RemoveResidue(ref SnowballWord word)
    {
        if (word.Back(1) == 's' && word.Length > 1 && (word.EndsWith("His") || !"aiouès".Contains(word.Back(2))))
            word.Remove(1);
        string suffix = word.Longest(Residues, word.RegionV);
        if (suffix == "ion")
        {
            if (word.InRegion2(suffix.Length) && word.Back(4) is 's' or 't' && word.InRegionV(4))
                word.Remove(suffix.Length);
        }
        else if (suffix == "e")
        {
            word.Remove(1);
        }
        else if (suffix.Length > 0)
        {
            word.Replace(suffix.Length, "i");
        }
    }

    private static void Unaccent(SnowballWord word)
    {
        Span<char> text = word.Text;
        int last = text.Length - 1;
        while (last >= 0 && !word.IsVowel(text[last]))
            last--;
        if (last >= 0 && last < text.Length - 1 && text[last] is 'é' or 'è')
            text[last] = 'e';
    }
}

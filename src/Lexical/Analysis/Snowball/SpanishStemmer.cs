namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Spanish stems. Source: "Spanish stemming algorithm", snowballstem.org.</summary>
internal static class SpanishStemmer
{
    private const string Vowels = "aeiouáéíóúü";

    private static readonly string[] Pronouns = SnowballWord.Suffixes("me se sela selo selas selos la le lo las les los nos");
    private static readonly string[] Gerunds = SnowballWord.Suffixes("iéndo ándo ár ér ír ando iendo ar er ir yendo");
    private static readonly string[] Standard = SnowballWord.Suffixes(
        "anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos imiento imientos "
            + "adora ador ación adoras adores aciones acion ante antes ancia ancias logía logías ución uciones ucion encia encias "
            + "amente mente idad idades iva ivo ivas ivos"
    );

    private static readonly string[] VerbsInY = SnowballWord.Suffixes("ya ye yan yen yeron yendo yo yó yas yes yais yamos");
    private static readonly string[] Verbs = SnowballWord.Suffixes(
        "arían arías arán arás aríais aría aréis aríamos aremos ará aré erían erías erán erás eríais ería eréis eríamos eremos erá eré "
            + "irían irías irán irás iríais iría iréis iríamos iremos irá iré aba ada ida ía ara iera ad ed id ase iese aste iste "
            + "an aban ían aran "
            + "ieran asen iesen aron ieron ado ido ando iendo ió ar er ir as abas adas idas ías aras ieras ases ieses ís áis abais "
            + "íais arais ierais "
            + "aseis ieseis asteis isteis ados idos amos ábamos íamos imos áramos iéramos iésemos ásemos en es éis emos"
    );

    private static readonly string[] Residues = SnowballWord.Suffixes("os a o á í ó e é");

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, length, Vowels);
        word.FindRomanceRegionV();
        word.FindRegions();
        RemovePronoun(ref word);
        if (!RemoveStandard(ref word) && !RemoveVerbInY(ref word))
            RemoveVerb(ref word);
        RemoveResidue(ref word);
        foreach (ref char letter in word.Text)
        {
            letter = letter switch
            {
                'á' => 'a',
                'é' => 'e',
                'í' => 'i',
                'ó' => 'o',
                'ú' => 'u',
                _ => letter,
            };
        }

        return word.Length;
    }

    private static void RemovePronoun(ref SnowballWord word)
    {
        string pronoun = word.Longest(Pronouns);
        if (pronoun.Length == 0)
            return;
        SnowballWord rest = word;
        rest.Remove(pronoun.Length);
        string gerund = rest.Longest(Gerunds);
        if (gerund.Length == 0 || !rest.InRegionV(gerund.Length) || gerund == "yendo" && rest.Back(gerund.Length + 1) != 'u')
            return;
        word.Remove(pronoun.Length);
        if ("áéí".AsSpan().ContainsAny(gerund))
            word.Replace(gerund.Length, gerund.Replace('á', 'a').Replace('é', 'e').Replace('í', 'i'));
    }

    private static bool RemoveStandard(ref SnowballWord word)
    {
        string suffix = word.Longest(Standard);
        if (suffix.Length == 0 || !(suffix == "amente" ? word.InRegion1(suffix.Length) : word.InRegion2(suffix.Length)))
            return false;
        switch (suffix)
        {
            case "logía" or "logías":
                word.Replace(suffix.Length, "log");
                return true;
            case "ución" or "uciones" or "ucion":
                word.Replace(suffix.Length, "u");
                return true;
            case "encia" or "encias":
                word.Replace(suffix.Length, "ente");
                return true;
        }

        word.Remove(suffix.Length);
        switch (suffix)
        {
            case "adora" or "ador" or "ación" or "adoras" or "adores" or "aciones" or "acion" or "ante" or "antes" or "ancia" or "ancias":
                word.RemoveInRegion2("ic");
                break;
            case "amente":
                if (word.RemoveInRegion2("iv"))
                    word.RemoveInRegion2("at");
                else
                    _ = word.RemoveInRegion2("os") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("ad");
                break;
            case "mente":
                _ = word.RemoveInRegion2("ante") || word.RemoveInRegion2("able") || word.RemoveInRegion2("ible");
                break;
            case "idad" or "idades":
                _ = word.RemoveInRegion2("abil") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("iv");
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                word.RemoveInRegion2("at");
                break;
        }

        return true;
    }

    private static bool RemoveVerbInY(ref SnowballWord word)
    {
        string suffix = word.Longest(VerbsInY, word.RegionV);
        if (suffix.Length == 0 || word.Back(suffix.Length + 1) != 'u')
            return false;
        word.Remove(suffix.Length);
        return true;
    }

    private static void RemoveVerb(ref SnowballWord word)
    {
        string suffix = word.Longest(Verbs, word.RegionV);
        word.Remove(suffix.Length);
        if (suffix is "en" or "es" or "éis" or "emos" && word.EndsWith("gu"))
            word.Remove(1);
    }

    private static void RemoveResidue(ref SnowballWord word)
    {
        string suffix = word.Longest(Residues);
        if (suffix.Length == 0 || !word.InRegionV(suffix.Length))
            return;
        word.Remove(suffix.Length);
        if (suffix is "e" or "é" && word.EndsWith("gu") && word.InRegionV(1))
            word.Remove(1);
    }
}

namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Portuguese stems. Source: "Portuguese stemming algorithm", snowballstem.org.</summary>
internal static class PortugueseStemmer
{
    private const string Vowels = "aeiouáéíóúâêô";

    private static readonly string[] Standard = SnowballWord.Suffixes(
        "eza ezas ico ica icos icas ismo ismos ável ível ista istas oso osa osos osas amento amentos imento imentos adora ador "
            + "aça~o adoras adores "
            + "aço~es ante antes ância logia logias uça~o uço~es ência ências amente mente idade idades iva ivo ivas ivos ira iras"
    );

    private static readonly string[] Verbs = SnowballWord.Suffixes(
        "ada ida ia aria eria iria ará ara erá era irá ava asse esse isse aste este iste ei arei erei irei am iam ariam eriam "
            + "iriam aram eram iram "
            + "avam em arem erem irem assem essem issem ado ido ando endo indo ara~o era~o ira~o ar er ir as adas idas ias arias "
            + "erias irias arás aras erás "
            + "eras irás avas es ardes erdes irdes ares eres ires asses esses isses astes estes istes is ais eis íeis aríeis "
            + "eríeis iríeis áreis areis éreis "
            + "ereis íreis ireis ásseis ésseis ísseis áveis ados idos ámos amos íamos aríamos eríamos iríamos áramos éramos íramos "
            + "ávamos emos aremos eremos "
            + "iremos ássemos êssemos íssemos imos armos ermos irmos eu iu ou ira iras"
    );

    private static readonly string[] Residues = SnowballWord.Suffixes("os a i o á í ó");

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, Spell(letters, length), Vowels);
        word.FindRomanceRegionV();
        word.FindRegions();
        if (RemoveStandard(ref word) || RemoveVerb(ref word))
        {
            if (word.EndsInV("i") && word.Back(2) == 'c')
                word.Remove(1);
        }
        else if (word.Longest(Residues) is { Length: > 0 } residue && word.InRegionV(residue.Length))
        {
            word.Remove(residue.Length);
        }

        RemoveFinalE(ref word);
        return Unspell(word.Text);
    }

    // ã and õ count as a vowel and a consonant.
    private static int Spell(Span<char> letters, int length)
    {
        for (int i = 0; i < length && length < letters.Length; i++)
        {
            if (letters[i] is not ('ã' or 'õ'))
                continue;
            letters[(i + 1)..length].CopyTo(letters[(i + 2)..]);
            letters[i] = letters[i] == 'ã' ? 'a' : 'o';
            letters[i + 1] = '~';
            length++;
        }

        return length;
    }

    private static int Unspell(Span<char> text)
    {
        int length = 0;
        foreach (char letter in text)
        {
            if (letter == '~' && length > 0)
                text[length - 1] = text[length - 1] == 'a' ? 'ã' : 'õ';
            else
                text[length++] = letter;
        }

        return length;
    }

    private static bool RemoveStandard(ref SnowballWord word)
    {
        string suffix = word.Longest(Standard);
        if (suffix.Length == 0)
            return false;
        if (suffix is "ira" or "iras")
        {
            if (!word.InRegionV(suffix.Length) || word.Back(suffix.Length + 1) != 'e')
                return false;
            word.Replace(suffix.Length, "ir");
            return true;
        }

        if (!(suffix == "amente" ? word.InRegion1(suffix.Length) : word.InRegion2(suffix.Length)))
            return false;
        string replacement = suffix switch
        {
            "logia" or "logias" => "log",
            "uça~o" or "uço~es" => "u",
            "ência" or "ências" => "ente",
            _ => "",
        };
        word.Replace(suffix.Length, replacement);
        RemoveBefore(ref word, suffix);
        return true;
    }

    private static void RemoveBefore(ref SnowballWord word, string suffix)
    {
        switch (suffix)
        {
            case "amente":
                if (word.RemoveInRegion2("iv"))
                    word.RemoveInRegion2("at");
                else
                    _ = word.RemoveInRegion2("os") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("ad");
                break;
            case "mente":
                _ =
                    word.RemoveInRegion2("ante")
                    || word.RemoveInRegion2("avel")
                    || word.RemoveInRegion2("ável")
                    || word.RemoveInRegion2("ível");
                break;
            case "idade" or "idades":
                _ = word.RemoveInRegion2("abil") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("iv");
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                word.RemoveInRegion2("at");
                break;
        }
    }

    private static bool RemoveVerb(ref SnowballWord word)
    {
        string suffix = word.Longest(Verbs, word.RegionV);
        word.Remove(suffix.Length);
        return suffix.Length > 0;
    }

    private static void RemoveFinalE(ref SnowballWord word)
    {
        if (word.Back(1) is 'e' or 'é' or 'ê')
        {
            if (!word.InRegionV(1))
                return;
            word.Remove(1);
            if (word.EndsWith("gu") && word.InRegionV(1) || word.EndsWith("ci") && word.InRegionV(1))
                word.Remove(1);
        }
        else if (word.Back(1) == 'ç')
        {
            word.Replace(1, "c");
        }
    }
}

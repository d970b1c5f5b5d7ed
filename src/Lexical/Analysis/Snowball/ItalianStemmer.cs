namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Italian stems. Source: "Italian stemming algorithm", snowballstem.org.</summary>
internal static class ItalianStemmer
{
    private const string Vowels = "aeiouàèìòù";
    private const string Acute = "áéíóú";
    private const string Grave = "àèìòù";

    private static readonly string[] Pronouns = SnowballWord.Suffixes(
        "ci gli la le li lo mi ne si ti vi sene gliela gliele glieli glielo gliene mela mele meli melo mene tela tele teli telo "
            + "tene cela cele celi "
            + "celo cene vela vele veli velo vene"
    );

    private static readonly string[] Gerunds = SnowballWord.Suffixes("ando endo ar er ir");
    private static readonly string[] Standard = SnowballWord.Suffixes(
        "anza anze ico ici ica ice iche ichi ismo ismi abile abili ibile ibili ista iste isti istà istè istì oso osi osa ose "
            + "mente atrice atrici ante anti "
            + "azione azioni atore atori logia logie uzione uzioni usione usioni enza enze amento amenti imento imenti amente ità "
            + "ivo ivi iva ive"
    );

    private static readonly string[] Verbs = SnowballWord.Suffixes(
        "ammo ando ano are arono asse assero assi assimo ata ate ati ato ava avamo avano avate avi avo emmo enda ende endi endo "
            + "erà erai eranno ere "
            + "erebbe erebbero erei eremmo eremo ereste eresti erete erò erono essero ete eva evamo evano evate evi evo Yamo iamo "
            + "immo irà irai iranno ire "
            + "irebbe irebbero irei iremmo iremo ireste iresti irete irò irono isca iscano isce isci isco iscono issero ita ite "
            + "iti ito iva ivamo ivano ivate "
            + "ivi ivo ono uta ute uti uto ar ir"
    );

    internal static int Stem(Span<char> letters, int length)
    {
        SnowballWord word = new(letters, length, Vowels);
        MarkConsonants(word);
        word.FindRomanceRegionV();
        word.FindRegions();
        RemovePronoun(ref word);
        if (!RemoveStandard(ref word))
            word.Remove(word.Longest(Verbs, word.RegionV).Length);
        RemoveFinalVowel(ref word);
        word.Text.Replace('I', 'i');
        word.Text.Replace('U', 'u');
        return word.Length;
    }

    private static void MarkConsonants(SnowballWord word)
    {
        Span<char> text = word.Text;
        for (int i = 0; i < text.Length; i++)
        {
            int accent = Acute.IndexOf(text[i], StringComparison.Ordinal);
            if (accent >= 0)
                text[i] = Grave[accent];
            else if (text[i] == 'u' && i > 0 && text[i - 1] == 'q')
                text[i] = 'U';
        }

        for (int i = 1; i + 1 < text.Length; i++)
        {
            if (text[i] is 'u' or 'i' && word.IsVowelAt(i - 1) && word.IsVowelAt(i + 1))
                text[i] = char.ToUpperInvariant(text[i]);
        }
    }

    private static void RemovePronoun(ref SnowballWord word)
    {
        string pronoun = word.Longest(Pronouns);
        if (pronoun.Length == 0)
            return;
        SnowballWord rest = word;
        rest.Remove(pronoun.Length);
        string gerund = rest.Longest(Gerunds);
        if (gerund.Length == 0 || !rest.InRegionV(gerund.Length))
            return;
        if (gerund.Length > 2)
            word.Remove(pronoun.Length);
        else
            word.Replace(pronoun.Length, "e");
    }

    private static bool RemoveStandard(ref SnowballWord word)
    {
        string suffix = word.Longest(Standard);
        if (suffix.Length == 0)
            return false;
        bool isAllowed = suffix switch
        {
            "amente" => word.InRegion1(suffix.Length),
            "amento" or "amenti" or "imento" or "imenti" => word.InRegionV(suffix.Length),
            _ => word.InRegion2(suffix.Length),
        };
        if (!isAllowed)
            return false;
        string replacement = suffix switch
        {
            "logia" or "logie" => "log",
            "uzione" or "uzioni" or "usione" or "usioni" => "u",
            "enza" or "enze" => "ente",
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
            case "azione" or "azioni" or "atore" or "atori":
                word.RemoveInRegion2("ic");
                break;
            case "amente":
                if (word.RemoveInRegion2("iv"))
                    word.RemoveInRegion2("at");
                else
                    _ = word.RemoveInRegion2("os") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("abil");
                break;
            case "ità":
                _ = word.RemoveInRegion2("abil") || word.RemoveInRegion2("ic") || word.RemoveInRegion2("iv");
                break;
            case "ivo" or "ivi" or "iva" or "ive":
                if (word.RemoveInRegion2("at"))
                    word.RemoveInRegion2("ic");
                break;
        }
    }

    private static void RemoveFinalVowel(ref SnowballWord word)
    {
        if ("aeioàèìò".Contains(word.Back(1)) && word.InRegionV(1))
        {
            word.Remove(1);
            if (word.EndsInV("i"))
                word.Remove(1);
        }

        if (word.Back(1) == 'h' && word.Back(2) is 'c' or 'g' && word.InRegionV(2))
            word.Remove(1);
    }
}

namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>The first step of the French algorithm: suffixes of nouns, adjectives and adverbs.</summary>
internal static class FrenchSuffixes
{
    private static readonly string[] Standard = SnowballWord.Suffixes(
        "ance iqUe isme able iste eux ances iqUes ismes ables istes atrice ateur ation atrices ateurs ations logie logies usion "
            + "ution usions utions "
            + "ence ences ement ements ité ités if ive ifs ives eaux aux euse euses issement issements amment emment ment ments"
    );

    /// <summary>Removes a suffix.</summary>
    /// <returns>False when the word is still to be looked at as a verb, be it changed or not.</returns>
    internal static bool Remove(ref SnowballWord word)
    {
        string suffix = word.Longest(Standard);
        int length = suffix.Length;
        switch (suffix)
        {
            case "":
                return false;
            case "eaux":
                word.Replace(length, "eau");
                return true;
            case "aux":
                return word.InRegion1(length) && Become(ref word, length, "al");
            case "euse" or "euses":
                return word.InRegion2(length) ? Become(ref word, length, "") : word.InRegion1(length) && Become(ref word, length, "eux");
            case "issement" or "issements":
                return word.InRegion1(length)
                    && !word.IsVowel(word.Back(length + 1))
                    && length < word.Length
                    && Become(ref word, length, "");
            case "ement" or "ements":
                return word.InRegionV(length) && RemoveEment(ref word, length);
            case "amment" or "emment":
                if (word.InRegionV(length))
                    word.Replace(length, suffix[0] == 'a' ? "ant" : "ent");
                return false;
            case "ment" or "ments":
                if (word.InRegionV(length + 1) && word.IsVowel(word.Back(length + 1)))
                    word.Remove(length);
                return false;
            default:
                return word.InRegion2(length) && RemoveInRegion2(ref word, suffix);
        }
    }

    private static bool RemoveInRegion2(ref SnowballWord word, string suffix)
    {
        string replacement = suffix switch
        {
            "logie" or "logies" => "log",
            "usion" or "ution" or "usions" or "utions" => "u",
            "ence" or "ences" => "ent",
            _ => "",
        };
        word.Replace(suffix.Length, replacement);
        switch (suffix)
        {
            case "atrice" or "ateur" or "ation" or "atrices" or "ateurs" or "ations":
                RemoveOr(ref word, "ic", "iqU");
                break;
            case "ité" or "ités":
                if (word.EndsWith("abil"))
                    RemoveOr(ref word, "abil", "abl");
                else if (word.EndsWith("ic"))
                    RemoveOr(ref word, "ic", "iqU");
                else
                    word.RemoveInRegion2("iv");
                break;
            case "if" or "ive" or "ifs" or "ives":
                if (word.RemoveInRegion2("at"))
                    RemoveOr(ref word, "ic", "iqU");
                break;
        }

        return true;
    }

    private static bool RemoveEment(ref SnowballWord word, int length)
    {
        word.Remove(length);
        if (word.EndsWith("iv"))
        {
            if (word.RemoveInRegion2("iv"))
                word.RemoveInRegion2("at");
        }
        else if (word.EndsWith("eus"))
        {
            if (!word.RemoveInRegion2("eus") && word.InRegion1(3))
                word.Replace(3, "eux");
        }
        else if (word.EndsWith("abl") || word.EndsWith("iqU"))
        {
            if (word.InRegion2(3))
                word.Remove(3);
        }
        else if ((word.EndsWith("ièr") || word.EndsWith("Ièr")) && word.InRegionV(3))
        {
            word.Replace(3, "i");
        }

        return true;
    }

    // Removes a suffix within R2 and replaces it elsewhere.
    private static void RemoveOr(ref SnowballWord word, string suffix, string replacement)
    {
        if (word.EndsWith(suffix) && !word.RemoveInRegion2(suffix))
            word.Replace(suffix.Length, replacement);
    }

    private static bool Become(ref SnowballWord word, int suffixLength, string replacement)
    {
        word.Replace(suffixLength, replacement);
        return true;
    }
}

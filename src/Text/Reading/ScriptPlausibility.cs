namespace RagCluster.Text.Reading;

/// <summary>How much of the non-ASCII part of a text looks like prose in one script, 0 to 1.</summary>
internal static class ScriptPlausibility
{
    private const string WesternMarks = "‘’“”„‚–—…•«»§©®™°·€£¥±×½¼¾²³µ¿¡ªº´\u00A0\u00AD";
    private const string WesternLetters = "äöüÄÖÜßéèêëÉÈÊàâáãåÀÂÁÃÅçÇîïíÎÏÍìôóòõÔÓÒÕûúùÛÚÙñÑøØæÆœŒÿšžŠŽ";

    // Other scripts misread give ideographs too, so that kana are the better evidence.
    private const double KanaLess = 0.95;

    // A few bytes of rubbish make a Cyrillic word easily.
    private const int LettersMin = 10;

    /// <summary>Western European prose: known letters beside other letters, and typographic marks; never long runs of accents.</summary>
    internal static double Western(string text)
    {
        (int plausible, int foreign) = (0, 0);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
                continue;
            foreign++;
            if (WesternMarks.Contains(text[i]) || (WesternLetters.Contains(text[i]) && StandsInWord(text, i)))
                plausible++;
        }

        // Western prose is ASCII for the most part: every third character accented is another script misread.
        return foreign == 0 || foreign * 3 > text.Length ? 0 : (double)plausible / foreign;
    }

    /// <summary>Russian and its neighbours: Cyrillic letters in words, mostly small ones.</summary>
    internal static double Cyrillic(string text)
    {
        (int letters, int small, int runs, int foreign) = (0, 0, 0, 0);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
                continue;
            foreign++;
            if (text[i] is not (>= 'А' and <= 'я' or 'ё' or 'Ё'))
                continue;
            letters++;
            if (text[i] is >= 'а' or 'ё')
                small++;
            if (i == 0 || text[i - 1] is not (>= 'А' and <= 'я'))
                runs++;
        }

        if (letters < LettersMin || letters < runs * 3)
            return 0;
        return Math.Min((double)letters / foreign, small > letters * 0.7 ? 1 : 0.5);
    }

    /// <summary>Japanese: kana among the ideographs.</summary>
    internal static double Japanese(string text)
    {
        (int kana, int ideographs, int foreign, int runs) = (0, 0, 0, 0);
        char previous = ' ';
        foreach (char c in text)
        {
            char before = previous;
            previous = c;
            if (c < 0x80)
                continue;
            foreign++;
            if (before < 0x80)
                runs++;
            if (c is >= '\u3040' and <= '\u30FF')
                kana++;
            else if (IsIdeograph(c) || c is (>= '\u3000' and <= '\u303F') or (>= '\uFF01' and <= '\uFF5E'))
                ideographs++;
        }

        // Tables may hold names alone, without kana; but single ideographs among letters are Western text misread.
        double share = foreign == 0 ? 0 : (double)(kana + ideographs) / foreign;
        return kana * 8 >= foreign ? share
            : foreign >= runs * 2 ? share * KanaLess
            : 0;
    }

    /// <summary>Korean: Hangul syllables, with the commonest of them among them; Shift-JIS misread gives rare ones.</summary>
    internal static double Korean(string text) =>
        text.AsSpan().IndexOfAny("다이는을의에고가를은") < 0 ? 0 : Share(text, c => c is >= '\uAC00' and <= '\uD7A3');

    /// <summary>Simplified Chinese: ideographs, with the commonest of them or a full stop of that script among them.</summary>
    internal static double SimplifiedChinese(string text) =>
        text.AsSpan().IndexOfAny("的一是不了在。，") < 0
            ? 0
            : Share(text, c => IsIdeograph(c) || c is '。' or '，' or '、' or '：' or '；');

    private static double Share(string text, Func<char, bool> isOwn)
    {
        (int own, int foreign) = (0, 0);
        foreach (char c in text)
        {
            if (c < 0x80)
                continue;
            foreign++;
            if (isOwn(c))
                own++;
        }

        return foreign == 0 ? 0 : (double)own / foreign;
    }

    private static bool IsIdeograph(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private static bool StandsInWord(string text, int at) =>
        (at > 0 && char.IsLetter(text[at - 1])) || (at + 1 < text.Length && char.IsLetter(text[at + 1]));
}

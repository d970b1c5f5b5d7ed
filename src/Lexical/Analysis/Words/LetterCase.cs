namespace RagCluster.Lexical.Analysis.Words;

/// <summary>Small letters with their accents, in one code unit where Unicode has one: what the stemmers expect.</summary>
internal static class LetterCase
{
    // A letter, a combining mark, and the two in one.
    private const string Compositions =
        "a\u0300à a\u0301á a\u0302â a\u0303ã a\u0308ä c\u0327ç e\u0300è e\u0301é e\u0302ê e\u0308ë i\u0300ì i\u0301í i\u0302î "
        + "i\u0308ï n\u0303ñ o\u0300ò o\u0301ó o\u0302ô o\u0303õ o\u0308ö u\u0300ù u\u0301ú u\u0302û u\u0308ü y\u0308ÿ и\u0306й е\u0308ё";

    private static readonly Dictionary<(char Letter, char Mark), char> Composed = Compositions
        .Split(' ')
        .ToDictionary(entry => (entry[0], entry[1]), entry => entry[2]);

    /// <summary>Writes a word in small letters, at most <see cref="WordRules.TermLengthMax"/> characters of it.</summary>
    internal static int Lower(ReadOnlySpan<char> word, Span<char> destination)
    {
        int length = 0;
        foreach (char c in word)
        {
            if (length >= WordRules.TermLengthMax)
                break;
            char lower = char.ToLowerInvariant(c);
            if (length > 0 && Composed.TryGetValue((destination[length - 1], lower), out char composed))
                destination[length - 1] = composed;
            else
                length = Append(lower, destination, length);
        }

        return length;
    }

    private static int Append(char lower, Span<char> destination, int length)
    {
        switch (lower)
        {
            case 'ß':
                destination[length++] = 's';
                destination[length++] = 's';
                break;
            case '’' or 'ʼ' or '＇':
                destination[length++] = '\'';
                break;
            case '\u00ad':
                break;
            default:
                destination[length++] = lower;
                break;
        }

        return length;
    }
}

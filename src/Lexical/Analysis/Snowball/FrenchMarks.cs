namespace RagCluster.Lexical.Analysis.Snowball;

/// <summary>Marks the vowels of French that act as consonants, and takes the marks off again.</summary>
internal static class FrenchMarks
{
    /// <summary>Stands before a letter that had a diaeresis.</summary>
    internal const char Diaeresis = 'H';

    internal static int Set(Span<char> letters, int length, string vowels)
    {
        length = SpellDiaereses(letters, length);
        for (int i = 0; i + 1 < length; i++)
            Mark(letters[i..length], vowels);
        return length;
    }

    internal static int Unset(Span<char> text)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == Diaeresis)
            {
                if (next is 'e' or 'i')
                {
                    text[length++] = next == 'e' ? 'ë' : 'ï';
                    i++;
                }

                continue;
            }

            text[length++] = text[i] is 'I' or 'U' or 'Y' ? char.ToLowerInvariant(text[i]) : text[i];
        }

        return length;
    }

    // Looks at one place, from left to right: what is marked there no longer counts as a vowel for the next.
    private static void Mark(Span<char> letters, string vowels)
    {
        bool beforeVowel = letters.Length > 2 && vowels.Contains(letters[2]);
        bool isVowel = vowels.Contains(letters[0]);
        if (isVowel && (letters[1] is 'u' or 'i' && beforeVowel || letters[1] == 'y') || letters[0] == 'q' && letters[1] == 'u')
            letters[1] = char.ToUpperInvariant(letters[1]);
        else if (letters[0] == 'y' && vowels.Contains(letters[1]))
            letters[0] = 'Y';
    }

    private static int SpellDiaereses(Span<char> letters, int length)
    {
        for (int i = 0; i < length && length < letters.Length; i++)
        {
            if (letters[i] is not ('ë' or 'ï'))
                continue;
            letters[(i + 1)..length].CopyTo(letters[(i + 2)..]);
            letters[i + 1] = letters[i] == 'ë' ? 'e' : 'i';
            letters[i] = Diaeresis;
            length++;
            i++;
        }

        return length;
    }
}

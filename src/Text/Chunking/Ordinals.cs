using RagCluster.Text.Reading;

namespace RagCluster.Text.Chunking;

/// <summary>Tells a number that its full stop makes an ordinal ("3. Oktober", "im 19. Jahrhundert") from the end of a sentence.</summary>
internal static class Ordinals
{
    private const int DigitsMax = 3;
    private const int DateDigitsMax = 2;

    /// <summary>Whether the full stop at the end of a sentence so far belongs to a number that counts what follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="before">The sentence up to the full stop.</param>
    /// <param name="following">What follows behind the white space.</param>
    internal static bool EndWith(ReadOnlySpan<char> text, TextSpan before, ReadOnlySpan<char> following)
    {
        ReadOnlySpan<char> sentence = text[before.Start..before.End];
        ReadOnlySpan<char> rest = WithoutDigits(sentence);
        int digits = sentence.Length - rest.Length;
        if (digits is 0 or > DigitsMax || (rest.Length > 0 && char.IsLetter(rest[^1])))
            return false;
        if (char.IsAsciiDigit(following[0]))
            return digits <= DateDigitsMax && IsDate(rest, following);
        ReadOnlySpan<char> word = following[..Letters(following)];
        if (Abbreviations.IsCounted(word))
            return true;
        rest = rest.TrimEnd();
        int start = rest.Length;
        while (start > 0 && char.IsLetter(rest[start - 1]))
            start--;
        return Abbreviations.IsBeforeOrdinal(rest[start..]) && !Abbreviations.IsStarter(word);
    }

    // "3. 10. 2025": behind the day stands another number with a full stop, before the year such a one.
    private static bool IsDate(ReadOnlySpan<char> rest, ReadOnlySpan<char> following)
    {
        int digits = following.Length - following.TrimStart("0123456789").Length;
        if (digits <= DateDigitsMax && digits < following.Length && following[digits] == '.')
            return true;
        rest = rest.TrimEnd();
        return digits == 4 && rest.Length > 1 && rest[^1] == '.' && char.IsAsciiDigit(rest[^2]);
    }

    private static ReadOnlySpan<char> WithoutDigits(ReadOnlySpan<char> text) => text.TrimEnd("0123456789");

    private static int Letters(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return length;
    }
}

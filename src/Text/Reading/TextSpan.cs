namespace RagCluster.Text.Reading;

/// <summary>
/// A half-open range of UTF-16 offsets into a text: the characters from <paramref name="Start"/> up to, not including,
/// <paramref name="End"/>.
/// </summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset after the last character.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Number of UTF-16 characters in the span.</summary>
    public int Length => End - Start;

    /// <summary>The same span without the white space at its ends; empty when it holds nothing else.</summary>
    /// <param name="text">The text that the offsets refer to.</param>
    public TextSpan Trim(ReadOnlySpan<char> text)
    {
        (int start, int end) = (Start, End);
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new TextSpan(start, end);
    }
}

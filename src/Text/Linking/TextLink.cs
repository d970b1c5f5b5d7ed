namespace RagCluster.Text.Linking;

/// <summary>Words of a text that link to somewhere.</summary>
/// <param name="Start">Offset of the first character (UTF-16 code units).</param>
/// <param name="End">Offset after the last character.</param>
/// <param name="Target">Where they link to, as the document has it: an address, or a path as seen from the document.</param>
public readonly record struct TextLink(int Start, int End, string Target)
{
    /// <summary>The same link so many characters later.</summary>
    /// <param name="characters">The distance.</param>
    public TextLink Moved(int characters) => this with { Start = Start + characters, End = End + characters };
}

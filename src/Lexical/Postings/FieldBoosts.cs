namespace RagCluster.Lexical.Postings;

/// <summary>
/// How often a term of each field counts, in its frequency and in the row's length alike (Robertson, Zaragoza and Taylor, "Simple BM25
/// extension to multiple weighted fields", CIKM 2004). Fixed when a segment is built.
/// </summary>
/// <param name="Title">The title of the document.</param>
/// <param name="HeadingPath">The headings above the text.</param>
/// <param name="Body">The text.</param>
public sealed record FieldBoosts(int Title, int HeadingPath, int Body)
{
    /// <summary>The greatest boost: beyond it one field would decide alone.</summary>
    public const int Max = 100;

    /// <summary>Every field counts once.</summary>
    public static FieldBoosts Even { get; } = new(1, 1, 1);

    /// <summary>The boost of a field.</summary>
    /// <param name="field">The field.</param>
    /// <exception cref="InvalidOperationException">It is not between 1 and <see cref="Max"/>.</exception>
    public int Of(TextField field)
    {
        int boost = field switch
        {
            TextField.Title => Title,
            TextField.HeadingPath => HeadingPath,
            _ => Body,
        };
        return boost is >= 1 and <= Max
            ? boost
            : throw new InvalidOperationException($"The boost of {field} is {boost}; it must be 1 to {Max}.");
    }
}

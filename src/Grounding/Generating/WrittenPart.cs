namespace RagCluster.Grounding.Generating;

/// <summary>A whole part of what a chat model writes.</summary>
/// <param name="Text">
/// A sentence with the citation marks behind it, the line of a table's row, or the lines of a block of code without its fences.
/// </param>
/// <param name="IsCode">Whether it is a block of code.</param>
/// <param name="Language">The language that the fence of a block names; empty for none, and for a sentence.</param>
internal sealed record WrittenPart(string Text, bool IsCode = false, string Language = "")
{
    /// <summary>The mark of a list's item before its first sentence, empty before its others; null for what is no item.</summary>
    internal string? Item { get; init; }

    /// <summary>The names of the columns of the row that the text is; null for what is no row.</summary>
    internal string[]? Names { get; init; }
}

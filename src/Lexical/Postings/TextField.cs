namespace RagCluster.Lexical.Postings;

/// <summary>The fields of a row.</summary>
public enum TextField
{
    /// <summary>The text itself.</summary>
    Body = 0,

    /// <summary>The headings above it.</summary>
    HeadingPath = 1,

    /// <summary>The title of its document.</summary>
    Title = 2,
}

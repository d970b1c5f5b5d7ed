namespace RagCluster.Text.Reading;

/// <summary>What a block of text is.</summary>
public enum BlockKind
{
    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>A heading on a line of its own.</summary>
    Heading,

    /// <summary>One item of a list, with its mark.</summary>
    ListItem,

    /// <summary>A table: one row a line, cells separated by " | " (<see cref="TableRows"/>).</summary>
    Table,

    /// <summary>Code or other preformatted text, verbatim.</summary>
    Code,

    /// <summary>Quoted text, or a note that is set apart.</summary>
    Quote,

    /// <summary>A term of a list of definitions and what it means: "term: meaning".</summary>
    Definition,
}

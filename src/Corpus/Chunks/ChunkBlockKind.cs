namespace RagCluster.Corpus.Chunks;

/// <summary>What a block of a document is.</summary>
public enum ChunkBlockKind
{
    /// <summary>Running text.</summary>
    Paragraph = 0,

    /// <summary>A heading on a line of its own.</summary>
    Heading = 1,

    /// <summary>One item of a list, with its mark.</summary>
    ListItem = 2,

    /// <summary>A table: one row a line, cells separated by " | ".</summary>
    Table = 3,

    /// <summary>Code or other preformatted text, verbatim.</summary>
    Code = 4,

    /// <summary>Quoted text, or a note that is set apart.</summary>
    Quote = 5,

    /// <summary>A term of a list of definitions and what it means: "term: meaning".</summary>
    Definition = 6,
}

namespace RagCluster.Text.Chunking;

/// <summary>What a unit is, as far as packing asks.</summary>
internal enum UnitKind
{
    /// <summary>A whole sentence: may be repeated as overlap.</summary>
    Sentence,

    /// <summary>A heading: opens a section.</summary>
    Heading,

    /// <summary>A table, code, a row or line of them, or a piece of a sentence: never repeated.</summary>
    Piece,
}

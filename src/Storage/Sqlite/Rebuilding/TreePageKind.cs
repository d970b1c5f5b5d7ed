namespace RagCluster.Storage.Sqlite.Rebuilding;

/// <summary>The kinds of b-tree pages, by the byte that a page begins with.</summary>
internal enum TreePageKind
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Entries of an index, or rows without numbers, with pages between them.</summary>
    InteriorIndex = 2,

    /// <summary>Pages of rows, by the rows' numbers.</summary>
    InteriorTable = 5,

    /// <summary>Entries of an index, or rows without numbers.</summary>
    LeafIndex = 10,

    /// <summary>Rows.</summary>
    LeafTable = 13,
}

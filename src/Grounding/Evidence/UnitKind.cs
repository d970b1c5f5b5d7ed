namespace RagCluster.Grounding.Evidence;

/// <summary>What a unit of a passage is.</summary>
internal enum UnitKind
{
    /// <summary>A sentence of running text.</summary>
    Sentence = 0,

    /// <summary>An item of a list.</summary>
    ListItem = 1,

    /// <summary>A row of a table.</summary>
    TableRow = 2,

    /// <summary>A heading: context, no evidence of its own.</summary>
    Heading = 3,

    /// <summary>A block of code.</summary>
    Code = 4,

    /// <summary>The head of a table: it names what stands below it, and says nothing by itself.</summary>
    TableHead = 5,

    /// <summary>A term and what it means.</summary>
    Definition = 6,
}

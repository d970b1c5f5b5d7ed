namespace RagCluster.Grounding.Evidence;

/// <summary>What speaks for a unit as evidence, each 0 to 1.</summary>
internal readonly record struct SentenceFeatures
{
    /// <summary>Weighted share of the question's terms in the unit.</summary>
    internal double Own { get; init; }

    /// <summary>The same over the unit and its neighbours, headings and title.</summary>
    internal double Near { get; init; }

    /// <summary>The same over the whole passage with headings and title.</summary>
    internal double Whole { get; init; }

    /// <summary>Share of neighbouring question terms that stand close together in the unit.</summary>
    internal double Pairs { get; init; }

    /// <summary>How well the unit holds the type of answer asked for.</summary>
    internal double Type { get; init; }

    /// <summary>Share of the question's names and numbers in the passage with headings and title; 1 when it has none.</summary>
    internal double Anchors { get; init; }

    /// <summary>1 for the first passage, less for later ones.</summary>
    internal double Rank { get; init; }

    /// <summary>The passage's score as a share of the best passage's: how sure the retrieval is of it.</summary>
    internal double Relative { get; init; }

    /// <summary>Weighted share of the question's terms in title and headings.</summary>
    internal double Frame { get; init; }

    /// <summary>1 for a unit too short to say anything.</summary>
    internal double Short { get; init; }
}

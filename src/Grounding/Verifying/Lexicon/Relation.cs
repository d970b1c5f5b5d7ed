namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>How a claim's word relates to a source's, from nothing to the same.</summary>
internal enum Relation
{
    /// <summary>Not at all, as far as the lexicon knows.</summary>
    None = 0,

    /// <summary>Opposites: "rise" and "fall".</summary>
    Opposite = 1,

    /// <summary>A common ancestor's sense, or one two or three levels up.</summary>
    Distant = 2,

    /// <summary>The thesaurus lists one for the other.</summary>
    Listed = 3,

    /// <summary>The claim's word is a kind of the source's: "car" for "vehicle".</summary>
    Narrower = 4,

    /// <summary>The source's word is a kind of the claim's: "vehicle" for "car".</summary>
    Wider = 5,

    /// <summary>Derived from each other, or similar: "employ" and "employment".</summary>
    Family = 6,

    /// <summary>They share a sense.</summary>
    Synonym = 7,

    /// <summary>Forms of one word.</summary>
    Same = 8,
}

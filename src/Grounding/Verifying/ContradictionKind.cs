namespace RagCluster.Grounding.Verifying;

/// <summary>In what a claim differs from a source that has most of its words.</summary>
internal enum ContradictionKind
{
    /// <summary>A number that the source has not.</summary>
    Number = 0,

    /// <summary>A name that the source has not.</summary>
    Name = 1,

    /// <summary>The claim denies what the source does not.</summary>
    NotDenied = 2,

    /// <summary>The source denies what the claim says.</summary>
    Denied = 3,

    /// <summary>The source says only that it may be so.</summary>
    Hedged = 4,

    /// <summary>The source says the opposite of a word.</summary>
    Opposite = 5,

    /// <summary>A quantifier that says more than the source's.</summary>
    Overstated = 6,

    /// <summary>A number that the source says of something else.</summary>
    NumberElsewhere = 7,

    /// <summary>Something that the source says of another name.</summary>
    NameElsewhere = 8,

    /// <summary>Another denial, modality, quantifier or direction, in a language other than English.</summary>
    OtherSense = 9,
}

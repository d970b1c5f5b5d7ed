namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>What speaks against a source saying what a claim says. The weights name them.</summary>
internal enum Feature
{
    /// <summary>Verbs that nothing in the source corresponds to.</summary>
    ForeignVerb,

    /// <summary>Nouns that nothing corresponds to.</summary>
    ForeignNoun,

    /// <summary>Adjectives and adverbs that nothing corresponds to.</summary>
    ForeignModifier,

    /// <summary>Other words of content that nothing corresponds to.</summary>
    ForeignOther,

    /// <summary>Verbs that a word of distant meaning corresponds to.</summary>
    DistantVerb,

    /// <summary>Nouns that a word of distant meaning corresponds to.</summary>
    DistantNoun,

    /// <summary>Adjectives and adverbs that a word of distant meaning corresponds to.</summary>
    DistantModifier,

    /// <summary>Verbs that say more than the source's.</summary>
    NarrowerVerb,

    /// <summary>Nouns that say more than the source's.</summary>
    NarrowerNoun,

    /// <summary>Verbs that say less than the source's.</summary>
    WiderVerb,

    /// <summary>The share of the content that the source does not hold.</summary>
    Unheld,

    /// <summary>The first verb that says something is foreign.</summary>
    MainVerbForeign,

    /// <summary>It corresponds to a word of distant meaning.</summary>
    MainVerbDistant,

    /// <summary>It is narrower or wider.</summary>
    MainVerbKind,

    /// <summary>A word has an opposite where the source says the rest.</summary>
    OppositeWord,

    /// <summary>A verb has.</summary>
    OppositeVerb,

    /// <summary>All that it is said of is foreign.</summary>
    ForeignAgent,

    /// <summary>All to which it is done is foreign.</summary>
    ForeignPatient,

    /// <summary>Two arguments have exchanged their places.</summary>
    Swapped,

    /// <summary>An agent is the source's patient, or the other way round.</summary>
    AgentForPatient,

    /// <summary>An agent stands behind a preposition, or the other way round.</summary>
    AgentForOther,

    /// <summary>A patient stands behind a preposition, or the other way round.</summary>
    PatientForOther,

    /// <summary>An argument stands behind another preposition.</summary>
    OtherForOther,

    /// <summary>The source says it of another agent in the same sentence.</summary>
    OtherAgent,

    /// <summary>The source does it to something else.</summary>
    OtherPatient,

    /// <summary>What does it is not in the sentence that says it.</summary>
    AgentAway,

    /// <summary>That to which it is done is not in the sentence that says it.</summary>
    PatientAway,

    /// <summary>The share of what is held that stands in another sentence.</summary>
    Scattered,

    /// <summary>The verb stands in another sentence.</summary>
    VerbAway,

    /// <summary>The widest gap between what is held, as a logarithm.</summary>
    Gap,

    /// <summary>What stands before the verb and what stands behind it have changed sides, and neither sentence is passive alone.</summary>
    InvertedOrder,

    /// <summary>Neighbouring words of the claim that are nowhere near each other in the source.</summary>
    BrokenPairs,

    /// <summary>How far the agent is from the verb, as a logarithm.</summary>
    AgentDistance,

    /// <summary>How far the patient is from the verb, as a logarithm.</summary>
    PatientDistance,

    /// <summary>Words that allow of no exception, and that the source has not.</summary>
    Strong,

    /// <summary>The source has reservations, the claim none.</summary>
    HedgeLost,

    /// <summary>The claim says that it may be, the source that it is or must be.</summary>
    Permission,

    /// <summary>The claim obliges, the source permits or says that it is.</summary>
    Obligation,

    /// <summary>The claim says that it is, the source that it may be.</summary>
    PermissionLost,

    /// <summary>The claim says that it is, the source that it must or should be.</summary>
    ObligationLost,

    /// <summary>A verb is denied in one of the two.</summary>
    VerbDenied,

    /// <summary>A word of time, place or degree is turned round.</summary>
    Turned,

    /// <summary>A condition that the source has not.</summary>
    Condition,

    /// <summary>The source has a condition, the claim none.</summary>
    ConditionLost,

    /// <summary>A cause that the source does not name one.</summary>
    Cause,

    /// <summary>One denies, the other does not.</summary>
    Denial,

    /// <summary>A quantifier that the source has not.</summary>
    Quantifier,

    /// <summary>A noun behind the opposite preposition.</summary>
    Preposition,

    /// <summary>A clause of the claim denies what that of the source does not deny in the same words.</summary>
    NotDenied,

    /// <summary>The share of stems that the source does not hold.</summary>
    Missing,

    /// <summary>How many content words the claim has, as a logarithm.</summary>
    Length,
}

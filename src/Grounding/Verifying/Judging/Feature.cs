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

    /// <summary>A clause of the claim has less than half of its stems in common with the window.</summary>
    Apart,

    /// <summary>A clause of the claim denies what no sentence of the source denies in any words.</summary>
    NeverDenied,

    /// <summary>The share of what a verb of the claim holds together that no verb of the source holds together.</summary>
    FrameUnheld,

    /// <summary>The same, where two neighbouring verbs of the source count as one.</summary>
    FramesUnheld,

    /// <summary>How far the claim's verb is in meaning from all that the source says of the same arguments.</summary>
    FrameVerb,

    /// <summary>Opposites of words among what the source's nearest verb holds together.</summary>
    FrameOpposite,

    /// <summary>One of the two verbs is denied.</summary>
    FrameDenial,

    /// <summary>Opposites and denials together turn it round.</summary>
    FrameTurned,

    /// <summary>How rare the rarest word is that nothing in the source corresponds to, 0 to 1.</summary>
    RareWord,

    /// <summary>How rare the rarest such verb is.</summary>
    RareVerb,

    /// <summary>The share of the content that the source does not hold, rare words before common ones.</summary>
    RareUnheld,

    /// <summary>The share of pairs of words that stand in another order in the source.</summary>
    Disorder,

    /// <summary>How much of a condition no condition of the source holds.</summary>
    ConditionAway,

    /// <summary>How much of a condition the source does not hold at all.</summary>
    ConditionForeign,

    /// <summary>The condition stands in the source with the opposite sense: "unless" for "if", "before" for "after".</summary>
    ConditionTurned,

    /// <summary>The claim says "only" and the source does not.</summary>
    OnlyAdded,

    /// <summary>The claim says that it must be, the source uses no such word.</summary>
    Necessity,

    /// <summary>The claim says that it is certain or always so, the source does not.</summary>
    Certainty,

    /// <summary>The claim leaves free what the source obliges to or forbids.</summary>
    Freedom,

    /// <summary>The claim says that it may be so, the source has no reservation.</summary>
    Possibility,

    /// <summary>A comparison comes out the other way round.</summary>
    ComparisonTurned,

    /// <summary>The claim compares, the source does not.</summary>
    ComparisonForeign,

    /// <summary>What stands before the claim's verb stands only behind the source's.</summary>
    SubjectBehind,

    /// <summary>What stands behind the claim's verb stands only before the source's.</summary>
    ObjectBefore,

    /// <summary>How many of the checks that are seldom wrong speak against it.</summary>
    Strikes,

    /// <summary>Both have changed their sides.</summary>
    RolesTurned,

    /// <summary>The share of the content that no sentence of the passage holds, in the window or elsewhere.</summary>
    PassageUnheld,

    /// <summary>Verbs that nothing in the passage corresponds to.</summary>
    PassageForeignVerb,

    /// <summary>Other content that nothing in the passage corresponds to.</summary>
    PassageForeignOther,

    /// <summary>How rare the rarest word is that nothing in the passage corresponds to, 0 to 1.</summary>
    PassageRareWord,

    /// <summary>How far the words are in subject from those of the one or two nearest sentences, rare words before common ones.</summary>
    NearUnheld,

    /// <summary>How far the word is that is farthest from them.</summary>
    NearLeast,

    /// <summary>How far the next one is.</summary>
    NearSecond,

    /// <summary>How far the words are, in the mean, that do not stand there.</summary>
    NearOthers,

    /// <summary>How far the words are from those of the whole passage.</summary>
    NearPassage,

    /// <summary>How far the claim is in subject from the sentence that is nearest.</summary>
    AboutSentence,

    /// <summary>How far it is from the whole passage.</summary>
    AboutPassage,

    /// <summary>How far what is said in other words is from the rest of what the nearest sentences say.</summary>
    AboutRest,
}

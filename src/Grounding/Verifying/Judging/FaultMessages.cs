namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>What to tell people when a feature decides.</summary>
internal static class FaultMessages
{
    /// <summary>One sentence, or null where a feature means nothing by itself.</summary>
    internal static string? Of(Feature feature) =>
        feature switch
        {
            Feature.ForeignVerb or Feature.DistantVerb or Feature.NarrowerVerb or Feature.WiderVerb =>
                "The source does not say that this is done.",
            Feature.MainVerbForeign or Feature.MainVerbDistant or Feature.MainVerbKind => "The source does not say that this is done.",
            Feature.ForeignNoun or Feature.DistantNoun or Feature.NarrowerNoun => "The source does not speak of one of the things.",
            Feature.ForeignModifier or Feature.DistantModifier or Feature.ForeignOther => "The source does not describe it so.",
            Feature.OppositeWord or Feature.OppositeVerb => "The source says the opposite.",
            Feature.Swapped
            or Feature.InvertedOrder
            or Feature.AgentForPatient
            or Feature.SubjectBehind
            or Feature.ObjectBefore
            or Feature.RolesTurned => "The source says it the other way round.",
            Feature.AgentForOther or Feature.PatientForOther or Feature.OtherForOther => "The source relates the things otherwise.",
            Feature.OtherAgent or Feature.AgentAway or Feature.ForeignAgent or Feature.AgentDistance =>
                "The source says this of something else.",
            Feature.OtherPatient or Feature.PatientAway or Feature.ForeignPatient or Feature.PatientDistance =>
                "The source says something else of it.",
            Feature.Scattered or Feature.VerbAway or Feature.BrokenPairs or Feature.Gap => "The source does not say these things together.",
            Feature.Strong or Feature.Quantifier => "The source does not say it without exception.",
            Feature.HedgeLost or Feature.PermissionLost => "The source says only that it may be so.",
            Feature.Permission or Feature.Obligation or Feature.ObligationLost => "The source does not say that it may or must be so.",
            Feature.Turned or Feature.Preposition => "The source says it of another time, place or degree.",
            Feature.Condition or Feature.ConditionLost => "The source names another condition.",
            Feature.Cause => "The source names no such cause.",
            Feature.Denial or Feature.VerbDenied => "The source denies what the sentence says.",
            Feature.NotDenied => "The source does not deny what the sentence denies.",
            Feature.FrameVerb or Feature.RareVerb or Feature.PassageForeignVerb => "The source does not say that this is done.",
            Feature.FrameOpposite or Feature.FrameTurned or Feature.ComparisonTurned => "The source says the opposite.",
            Feature.FrameDenial or Feature.NeverDenied => "The source does not deny the same.",
            Feature.FrameUnheld or Feature.FramesUnheld or Feature.Disorder => "The source does not say these things together.",
            Feature.RareWord or Feature.RareUnheld or Feature.PassageRareWord or Feature.PassageForeignOther =>
                "The source does not speak of one of the things.",
            Feature.ConditionAway or Feature.ConditionForeign or Feature.ConditionTurned => "The source names another condition.",
            Feature.OnlyAdded or Feature.Certainty => "The source does not say it without exception.",
            Feature.Necessity or Feature.Freedom => "The source does not say that it may or must be so.",
            Feature.Possibility => "The source and the sentence do not hold it for equally sure.",
            Feature.ComparisonForeign => "The source does not compare these.",
            _ => null,
        };
}

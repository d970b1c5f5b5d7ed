using RagCluster.Grounding.Verifying.Judging;

namespace RagCluster.Grounding.Tests.Verifying.Judging;

public sealed class SupportModelTests
{
    [Fact]
    public void Probability_WhenNothingSpeaksAgainstIt_IsHigh() => Assert.True(SupportModel.Probability(new FeatureSet()) > 0.8);

    [Fact]
    public void Probability_WithAForeignVerb_IsLowAndTheVerbIsNamed()
    {
        FeatureSet features = new();
        features[Feature.ForeignVerb] = 1;
        features[Feature.MainVerbForeign] = 1;
        features[Feature.Unheld] = 0.25;
        features[Feature.Missing] = 0.25;
        features[Feature.Length] = 1.6;
        // What the same verb raises in the checks of clauses and of rarity.
        features[Feature.FrameVerb] = 1;
        features[Feature.FrameUnheld] = 0.25;
        features[Feature.FramesUnheld] = 0.25;
        features[Feature.RareVerb] = 0.7;
        features[Feature.RareWord] = 0.7;
        features[Feature.RareUnheld] = 0.25;
        // And in those of the whole passage and of nearness.
        features[Feature.PassageForeignVerb] = 1;
        features[Feature.PassageUnheld] = 0.25;
        features[Feature.PassageRareWord] = 0.7;
        features[Feature.NearUnheld] = 0.25;
        features[Feature.NearLeast] = 0.95;
        features[Feature.NearOthers] = 0.95;
        features[Feature.NearPassage] = 0.25;
        features[Feature.AboutRest] = 0.9;

        Assert.True(SupportModel.Probability(features) < 0.3);
        Assert.Equal("The source does not say that this is done.", FaultMessages.Of(SupportModel.Reason(features)!.Value));
    }
}

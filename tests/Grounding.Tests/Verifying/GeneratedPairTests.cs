using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Precision and recall of "unsupported" over pairs made from the shared paragraphs, or from our own without them.</summary>
public sealed class GeneratedPairTests
{
    private const int Seed = 20_261;
    private const int SideMax = 600;

    [Fact]
    public void GeneratedPairs_AreDistinguished()
    {
        QuestionSet set = SharedData.Find("xquad/xquad.en.dev.json") is { } path ? QuestionSet.Load(path) : BuiltInQuestions.Load();
        GeneratedPairs pairs = new(set, Seed);
        SentenceVerifier verifier = new(new GroundingOptions().SupportMin);
        int truePositives = 0,
            falsePositives = 0,
            missed = 0;
        foreach (LabelledPair pair in pairs.Balanced(isHeldOut: true, SideMax))
        {
            bool isRejected = !verifier.Verify(pair.Claim, Samples.Passage(pair.Source, title: pair.Title)).IsSupported;
            if (isRejected && !pair.IsSupported)
                truePositives++;
            else if (isRejected)
                falsePositives++;
            else if (!pair.IsSupported)
                missed++;
        }

        string figures = $"rejected rightly {truePositives}, wrongly {falsePositives}, missed {missed}";
        Assert.True(truePositives >= 5, figures);
        Assert.True(truePositives >= 0.95 * (truePositives + falsePositives), figures);
        Assert.True(truePositives >= 0.90 * (truePositives + missed), figures);
    }
}

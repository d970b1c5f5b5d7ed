using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Precision and recall of "unsupported" over pairs made from the shared paragraphs, or from our own without them.</summary>
public sealed class GeneratedPairTests
{
    private const int Seed = 20_261;

    [Fact]
    public void GeneratedPairs_AreToldApart()
    {
        var set = SharedData.Find("xquad/xquad.en.dev.json") is { } path ? QuestionSet.Load(path) : BuiltInQuestions.Load();
        var verifier = new SentenceVerifier(new GroundingOptions().SupportMin);
        int truePositives = 0, falsePositives = 0, missed = 0;
        foreach (var (_, claim, source, isSupported) in GeneratedPairs.From([.. set.Paragraphs.Select(p => p.Text)], Seed))
        {
            bool isRejected = !verifier.Verify(claim, Samples.Passage(source)).IsSupported;
            if (isRejected && !isSupported) truePositives++;
            else if (isRejected) falsePositives++;
            else if (!isSupported) missed++;
        }

        string figures = $"rejected rightly {truePositives}, wrongly {falsePositives}, missed {missed}";
        Assert.True(truePositives >= 20, figures);
        Assert.True(truePositives >= 0.95 * (truePositives + falsePositives), figures);
        Assert.True(truePositives >= 0.90 * (truePositives + missed), figures);
    }
}

using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>
/// What the verifier reaches on the pairs that people wrote against it; those over the samples alone where the shared data are not there.
/// </summary>
public sealed class AdversarialPairTests
{
    [Fact]
    public void WrittenPairs_AreDistinguished()
    {
        string root = Checkout();
        string? questions = SharedData.Find("xquad/xquad.en.dev.json");
        string? shared = questions is null ? null : Path.GetDirectoryName(Path.GetDirectoryName(questions));
        SentenceVerifier verifier = new(new GroundingOptions().SupportMin);
        int rightly = 0;
        int wrongly = 0;
        int missed = 0;
        AdversarialPairs pairs = new(Path.Combine(root, "samples"), shared);
        // Those that weights were fitted on would tell how well they were learned by heart.
        string[] files = Directory.GetFiles(Path.Combine(root, "benchmarks/Answers/Pairs/Adversarial"), "held-out*.txt");
        foreach (LabelledPair pair in files.Order(StringComparer.Ordinal).SelectMany(file => pairs.Read(file, isHeldOut: true)))
        {
            bool isRejected = !verifier.Verify(pair.Claim, Samples.Passage(pair.Source, title: pair.Title)).IsSupported;
            if (isRejected && pair.IsSupported)
                wrongly++;
            else if (isRejected)
                rightly++;
            else if (!pair.IsSupported)
                missed++;
        }

        // Most passages of the pairs are in the shared data: without it there are too few to judge by.
        if (shared is null)
            return;
        Assert.True(rightly + missed >= 20, "There are too few pairs to judge by.");
        string figures = $"rejected rightly {rightly}, wrongly {wrongly}, missed {missed}";
        // Measured: 84.9 % and 63.6 %.
        Assert.True(rightly >= 0.83 * (rightly + wrongly), figures);
        Assert.True(rightly >= 0.61 * (rightly + missed), figures);
    }

    [Theory]
    [InlineData("The grinder number 3 kills users after descaling.")]
    [InlineData("Users sell the grinder after descaling.")]
    public void InventedPredicate_IsNotSupported(string sentence)
    {
        const string Source =
            "Set the grinder to number 3. Descaling takes 20 minutes, and users are asked to clean the grinder after descaling.";

        Assert.False(new SentenceVerifier(new GroundingOptions().SupportMin).Verify(sentence, Samples.Passage(Source)).IsSupported);
    }

    private static string Checkout()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "RagCluster.sln")))
                return at.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds RagCluster.sln.");
    }
}

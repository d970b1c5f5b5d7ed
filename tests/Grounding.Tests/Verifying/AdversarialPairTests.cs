using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>
/// What the verifier reaches on the pairs that people wrote against it; those over the samples alone where the shared data are not there.
/// </summary>
public sealed class AdversarialPairTests
{
    private const string Shop =
        "Set the grinder to number 3. Descaling takes 20 minutes, and users are asked to clean the grinder after descaling. "
        + "Returns are accepted within 14 days of delivery if the seal is unbroken. "
        + "The manager may refuse a refund when the receipt is missing.";

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
        // Measured: 83.5 % and 64.6 %.
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

    [Theory]
    [InlineData("roles", "The grinder cleans users after descaling.")]
    [InlineData("condition", "Users are asked to clean the grinder before descaling.")]
    [InlineData("modality", "The manager must refuse a refund when the receipt is missing.")]
    [InlineData("modality", "The manager always refuses a refund when the receipt is missing.")]
    [InlineData("turned", "Returns are refused within 14 days of delivery if the seal is unbroken.")]
    [InlineData("unit", "Returns are accepted within 14 weeks of delivery.")]
    [InlineData("cause", "The receipt is missing because the manager refused a refund.")]
    [InlineData("invented", "The grinder floats.")]
    public void Invention_OfEachKind_IsNotSupported(string kind, string sentence)
    {
        Support support = new SentenceVerifier(new GroundingOptions().SupportMin).Verify(sentence, Samples.Passage(Shop));

        Assert.False(support.IsSupported, $"{kind}: {support.Score:0.00}");
    }

    [Theory]
    [InlineData("Users should clean the grinder after descaling.")]
    [InlineData("Descaling lasts 20 minutes.")]
    [InlineData("If the receipt is missing, the manager may refuse a refund.")]
    [InlineData("A refund might be refused by the manager if the receipt is missing.")]
    [InlineData("You can return it within 14 days of delivery if the seal is unbroken.")]
    public void Paraphrase_IsSupported(string sentence)
    {
        Support support = new SentenceVerifier(new GroundingOptions().SupportMin).Verify(sentence, Samples.Passage(Shop));

        Assert.True(support.IsSupported, support.Fault);
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

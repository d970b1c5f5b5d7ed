using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Tests.Verifying;

public sealed class SentenceVerifierTests
{
    private readonly SentenceVerifier _verifier = new(new GroundingOptions().SupportMin);

    public static TheoryData<string, string, string, bool> Cases()
    {
        TheoryData<string, string, string, bool> cases = new();
        foreach ((string? kind, string? claim, string? source, bool isSupported) in VerifierCases.All())
            cases.Add(kind, claim, source, isSupported);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void HandWrittenPair_IsJudgedAsAReaderWould(string kind, string claim, string source, bool isSupported)
    {
        Support support = _verifier.Verify(claim, Samples.Passage(source));

        Assert.True(support.IsSupported == isSupported, $"{kind}: '{claim}' score {support.Score:0.00}, {support.Fault ?? "no fault"}");
        Assert.Equal(isSupported, support.Fault is null);
    }

    [Fact]
    public void SupportedSentence_NamesTheSpanThatSupportsIt()
    {
        const string Text = "Lions sleep all day. The tower was built in 1889. It is 330 metres tall. Tickets are sold online.";

        Support support = _verifier.Verify("The tower was built in 1889.", Samples.Passage(Text));

        Assert.Equal("The tower was built in 1889.", Text[support.Evidence.Start..support.Evidence.End]);
    }

    [Fact]
    public void NameInTitleAlone_CountsAsNamed()
    {
        Passage passage = Samples.Passage("It was founded in 1947 in Turin.", title: "Acme Motors");

        Assert.True(_verifier.Verify("Acme Motors was founded in 1947.", passage).IsSupported);
    }

    [Fact]
    public void TableCell_IsSupportedByRowAndHead()
    {
        Passage passage = Samples.Passage("Plan | Price | Users\nBasic | $5 | 3\nPro | $10 | 25");

        Assert.True(_verifier.Verify("The Pro plan has a price of $10.", passage).IsSupported);
        Assert.False(_verifier.Verify("The Basic plan has a price of $10.", passage).IsSupported);
    }

    [Theory]
    [InlineData("")]
    [InlineData("... ---")]
    [InlineData("It is what it is.")]
    public void NoContent_IsNotSupported(string sentence) =>
        Assert.False(_verifier.Verify(sentence, Samples.Passage("It is what it is.")).IsSupported);
}

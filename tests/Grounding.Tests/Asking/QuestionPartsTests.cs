using RagCluster.Grounding.Asking;

namespace RagCluster.Grounding.Tests.Asking;

public sealed class QuestionPartsTests
{
    [Theory]
    [InlineData("What is the boiler made of? How is it cleaned?", "What is the boiler made of?", "How is it cleaned?")]
    [InlineData("How do I drain it and what do I fill in?", "How do I drain it?", "what do I fill in?")]
    [InlineData("grinder type Disc vs Cone?", "grinder type Disc?", "grinder type Cone?")]
    [InlineData("What is the difference between --dry and --wet?", "What is --dry?", "What is --wet?")]
    [InlineData("defaults of PressureMax and FlowMax", "defaults of PressureMax", "defaults of FlowMax")]
    public void QuestionThatAsksForSeveralThings_IsDivided(string question, params string[] parts) =>
        Assert.Equal(parts, QuestionParts.Of(question));

    [Theory]
    [InlineData("How do I drain and fill the boiler?")]
    [InlineData("I drained the boiler. How do I fill it?")]
    [InlineData("Who founded the firm and its school?")]
    [InlineData("Which plugin is there for VS Code?")]
    [InlineData("does it open in vs code")]
    [InlineData("vs?")]
    public void QuestionThatAsksForOneThing_StaysWhole(string question) => Assert.Equal([question], QuestionParts.Of(question));
}

using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class CompoundTests
{
    [Theory]
    [InlineData("de", "Härte", "Wasserhärteeinstellung")]
    [InlineData("de", "Wassers", "Wasserhärteeinstellung")]
    [InlineData("de", "Grenzen", "Altersgrenze")]
    [InlineData("nl", "water", "waterhardheid")]
    [InlineData("nl", "hardheid", "waterhardheid")]
    public void PartOfACompound_CountsLessThanTheWord(string language, string asked, string written) =>
        Assert.InRange(Match(language, asked, written), 0.1, 0.9);

    [Theory]
    [InlineData("de", "Tor", "Motor")]
    [InlineData("de", "Essig", "Bessigkeit")]
    [InlineData("fr", "porte", "transporteur")]
    public void WordThatIsWithinAnotherByChance_DoesNotCount(string language, string asked, string written) =>
        Assert.Equal(0, Match(language, asked, written));

    [Fact]
    public async Task QuestionAboutAPartOfACompound_IsAnswered()
    {
        const string Text = "Die Wasserhärteeinstellung wird im Menü geändert; ab Werk steht sie auf Stufe 3. Der Tank fasst zwei Liter.";

        Answer answer = await new AnswerComposer(new GroundingOptions()).AnswerAsync(
            new Question("Auf welcher Stufe steht die Härte des Wassers?"),
            [Samples.Passage(Text)]
        );

        Assert.Contains("Stufe 3", answer.Text, StringComparison.Ordinal);
    }

    private static double Match(string code, string asked, string written)
    {
        LanguageWords language = LanguageWords.Find(code)!;
        return new TermBag(language.Read(written)).Match(ForeignQuestion.Tokenize(asked, language)[0]);
    }
}

using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

/// <summary>Words of languages beside English have the stems by which the index finds them.</summary>
public sealed class LanguageStemTests
{
    [Theory]
    [InlineData("de", "Häuser", "Haus")]
    [InlineData("fr", "chevaux", "cheval")]
    [InlineData("es", "luces", "lucen")]
    [InlineData("it", "case", "casa")]
    [InlineData("pt", "mares", "mar")]
    [InlineData("nl", "boeken", "boek")]
    [InlineData("ru", "окна", "окном")]
    [InlineData("ar", "المكتبة", "مكتبات")]
    public void FormsOfOneWord_AreOneTerm(string language, string asked, string written) =>
        Assert.Equal(1, Match(language, asked, written));

    [Theory]
    [InlineData("es", "contar", "contener")]
    [InlineData("ru", "столица", "столовая")]
    public void WordsThatBeginAlike_AreNot(string language, string asked, string written) =>
        Assert.Equal(0, Match(language, asked, written));

    [Fact]
    public async Task Question_IsAnsweredByOtherFormsOfItsWords()
    {
        const string Text = "Das Haus hat zwei Bäder im Obergeschoss. Der Garten ist groß.";

        Answer answer = await new AnswerComposer(new GroundingOptions()).AnswerAsync(
            new Question("Wo ist das Bad des Hauses?"),
            [Samples.Passage(Text)]
        );

        Assert.Contains("Obergeschoss", answer.Text, StringComparison.Ordinal);
    }

    private static double Match(string code, string asked, string written)
    {
        LanguageWords language = LanguageWords.Find(code)!;
        return new TermBag(language.Read(written)).Match(ForeignQuestion.Tokenize(asked, language)[0]);
    }
}

using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Errors;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Tests;

public sealed class AnswerComposerTests
{
    private const string Warranty =
        "The toaster is made of steel. The warranty of the toaster lasts 24 months from the day of purchase. Crumbs collect in a tray.";

    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Fact]
    public async Task Answerable_QuotesTheSentenceVerbatimAtItsOffsets()
    {
        Passage[] passages = new[] { Samples.Passage("Kettles boil water.", document: "kettle"), Samples.Passage(Warranty) };

        Answer answer = await _composer.AnswerAsync(new Question("How long does the warranty of the toaster last?"), passages);

        Assert.Null(answer.Abstention);
        Assert.Null(CitationChecker.Fault(answer, passages));
        Assert.Equal("The warranty of the toaster lasts 24 months from the day of purchase.", answer.Citations[0].Quote);
        Assert.Equal(100 + Warranty.IndexOf("The warranty", StringComparison.Ordinal), answer.Citations[0].Start);
    }

    [Theory]
    [InlineData("Kostet die Maschine 1234,56 Euro?", "Die Maschine kostet 1.234,56 Euro.")]
    [InlineData("Was wurde am 3. Oktober 2025 vorgestellt?", "Am 3.10.2025 wurde die Maschine in Köln vorgestellt.")]
    [InlineData("¿Qué se presentó el 3/10/2025?", "La máquina se presentó el 3 de octubre de 2025 en Madrid.")]
    public async Task NumberOrDateInAnotherSpelling_IsTheSameTerm(string question, string source)
    {
        Answer answer = await _composer.AnswerAsync(new Question(question), [Samples.Passage($"{source} Kaffee ist schwarz.")]);

        Assert.Null(answer.Abstention);
        Assert.Equal(source, answer.Text);
    }

    [Fact]
    public async Task OtherSubject_AbstainsAndNamesWhatIsMissing()
    {
        Answer answer = await _composer.AnswerAsync(
            new Question("How long does the battery of the drone last?"),
            [Samples.Passage(Warranty)]
        );

        Assert.Equal(Corpus.Answers.Abstention.InsufficientEvidence, answer.Abstention?.Code);
        Assert.Contains("'battery', 'drone'", answer.Abstention!.Reason, StringComparison.Ordinal);
        Assert.Empty(answer.Sentences);
    }

    [Theory]
    [InlineData(0L, Corpus.Answers.Abstention.NoDocuments)]
    [InlineData(7L, Corpus.Answers.Abstention.NoMatch)]
    public async Task NoPassages_SaysWhetherThereAreDocuments(long count, string code)
    {
        Answer answer = await _composer.AnswerAsync(new Question("Who?") { DocumentCount = count }, []);

        Assert.Equal(code, answer.Abstention?.Code);
    }

    [Fact]
    public void OptionOutOfRange_NamesTheSetting()
    {
        RagException error = Assert.Throws<RagException>(() => new AnswerComposer(new GroundingOptions { SentencesMax = 11 }));

        Assert.Contains("RAG__Grounding__SentencesMax is 11", error.Message, StringComparison.Ordinal);
    }
}

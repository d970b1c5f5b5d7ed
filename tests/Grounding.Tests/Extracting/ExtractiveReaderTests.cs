using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Citations;

namespace RagCluster.Grounding.Tests.Extracting;

public sealed class ExtractiveReaderTests
{
    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Fact]
    public async Task List_IsQuotedWithItsLeadIn()
    {
        const string Text =
            "The box is small. The delivery of the printer includes:\n\n- a power cable\n- two ink cartridges\n\nPrinters are heavy.";

        Answer answer = await Ask("What does the delivery of the printer include?", Text);

        Assert.Equal("The delivery of the printer includes:\n\n- a power cable\n- two ink cartridges", answer.Citations[0].Quote);
    }

    [Fact]
    public async Task SentenceThatPointsBack_IsQuotedWithItsPredecessor()
    {
        const string Text = "The Halden bridge is the oldest of the valley. It was opened by Queen Maud in 1897. Trains cross it daily.";

        Answer answer = await Ask("When was the Halden bridge opened?", Text);

        Assert.Equal("The Halden bridge is the oldest of the valley. It was opened by Queen Maud in 1897.", answer.Citations[0].Quote);
    }

    [Fact]
    public async Task TableRow_IsReadWithItsHeadAndCitesBoth()
    {
        const string Text = "Plan | Price | Users\nBasic | $5 | 3\nPro | $10 | 25";

        Answer answer = await Ask("What is the price of the Pro plan?", Text);

        Assert.Equal("Plan: Pro; Price: $10; Users: 25", answer.Sentences[0].Text);
        Assert.Equal(["Pro | $10 | 25", "Plan | Price | Users"], answer.Citations.Select(c => c.Quote).Take(2));
        Assert.Equal(["1", "2"], answer.Sentences[0].CitationIds);
    }

    [Fact]
    public async Task EmptyCell_SaysNothingOfItsColumn()
    {
        const string Text = "Plan | Price | Limits | Users\nBasic | $5 | 3 GB | 3\nPro | $10 | | 25";

        Answer answer = await Ask("What is the price of the Pro plan?", Text);

        Assert.Equal("Plan: Pro; Price: $10; Users: 25", answer.Sentences[0].Text);
    }

    [Fact]
    public async Task HeadingAndTitle_StandForWhatTheSentenceLeavesOut()
    {
        Passage passage = Samples.Passage(
            "It lasts 24 months from the date of purchase.",
            title: "Crisp 200 toaster",
            headings: ["Warranty"]
        );

        Answer answer = await _composer.AnswerAsync(new Question("How long is the warranty of the Crisp 200?"), [passage]);

        Assert.Null(answer.Abstention);
    }

    [Fact]
    public async Task SameSentenceInOverlappingChunks_IsQuotedOnce()
    {
        const string First = "Ants are strong. The colony of red ants has 3 queens.";
        const string Second = "The colony of red ants has 3 queens. They live long.";
        Passage[] passages = new[] { Samples.Passage(First, start: 0), Samples.Passage(Second, start: 17, ordinal: 1) };

        Answer answer = await _composer.AnswerAsync(new Question("How many queens has the colony of red ants?"), passages);

        Assert.Equal("The colony of red ants has 3 queens.", answer.Text);
        Assert.Null(CitationChecker.Fault(answer, passages));
    }

    [Fact]
    public async Task NearDuplicateOfAnotherDocument_IsLeftOut()
    {
        Passage[] passages = new[]
        {
            Samples.Passage("The colony of red ants has 3 queens.", document: "a"),
            Samples.Passage("The red ants' colony has 3 queens.", document: "b"),
        };

        Answer answer = await _composer.AnswerAsync(new Question("How many queens has the colony of red ants?"), passages);

        Assert.Single(answer.Sentences);
    }

    [Fact]
    public async Task Question_DoesNotAnswerItself()
    {
        const string Text = "How many queens has the colony of red ants? The colony has 3 queens.";

        Answer answer = await Ask("How many queens has the colony of red ants?", Text);

        Assert.Equal("The colony has 3 queens.", answer.Text);
    }

    [Fact]
    public async Task Embeddings_BreakATie()
    {
        const string Text =
            "The pump of the boiler is blue. The pump of the boiler makes noise at night. The pump of the boiler has a label.";
        AnswerComposer composer = new(
            new GroundingOptions { SentencesMax = 1 },
            (texts, _) =>
                Task.FromResult(
                    texts.Select((t, i) => i == 0 || t.Contains("noise", StringComparison.Ordinal) ? new[] { 1f, 0f } : [0f, 1f]).ToArray()
                )
        );

        Answer answer = await composer.AnswerAsync(new Question("What about the loud pump of the boiler?"), [Samples.Passage(Text)]);

        Assert.Equal("The pump of the boiler makes noise at night.", answer.Text);
    }

    [Fact]
    public async Task ChunkOverPages_AsksForThePageOfTheQuote()
    {
        const string Text = "Ants are strong. The colony of red ants has 3 queens.";
        Passage passage = Samples.Passage(Text, start: 1000);
        passage = passage with { Chunk = passage.Chunk with { PageFirst = 4, PageLast = 5 } };
        AnswerComposer composer = new(new GroundingOptions { PageOf = (_, offset) => offset >= 1017 ? 5 : 4 });

        Answer answer = await composer.AnswerAsync(new Question("How many queens has the colony of red ants?"), [passage]);
        Answer without = await _composer.AnswerAsync(new Question("How many queens has the colony of red ants?"), [passage]);

        Assert.Equal(5, answer.Citations[0].Page);
        Assert.Equal(4, without.Citations[0].Page);
    }

    private async Task<Answer> Ask(string question, string text)
    {
        Passage[] passages = new[] { Samples.Passage(text) };
        Answer answer = await _composer.AnswerAsync(new Question(question), passages);
        Assert.Null(CitationChecker.Fault(answer, passages));
        Assert.Null(answer.Abstention);
        return answer;
    }
}

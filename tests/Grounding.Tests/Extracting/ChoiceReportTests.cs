using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Tests.Extracting;

public sealed class ChoiceReportTests
{
    private static readonly Passage[] Passages =
    [
        Samples.Passage("The lamp has two bulbs of 40 watts. It is made in Oslo.", document: "lamp"),
        Samples.Passage("A bulb lasts 1,000 hours.", document: "bulb"),
    ];

    [Fact]
    public async Task AnAnswer_SaysHowItWasChosen_WhereItIsAskedTo()
    {
        Answer plain = await AskAsync("How many bulbs does the lamp have?", explain: false);
        Answer explained = await AskAsync("How many bulbs does the lamp have?", explain: true);

        Assert.Empty(plain.Choices);
        Assert.Equal(plain.Text, explained.Text);
        AnswerChoice choice = Assert.Single(explained.Choices);
        Assert.Equal("Quantity", choice.Kind);
        Assert.InRange(choice.Probability, choice.Threshold, 1);
        Assert.Equal(choice.Probability, 1 / (1 + Math.Exp(-choice.Signs.Sum(sign => sign.Contribution))), 9);
        Assert.Contains(choice.Terms, term => term is { Text: "bulbs", Weight: > 0, IsMissing: false });
        ExplainedUnit shown = Assert.Single(choice.Units, unit => unit.IsShown);
        int start = Passages[0].Chunk.Start;
        Assert.Equal("The lamp has two bulbs of 40 watts.", Passages[0].Chunk.Text[(shown.Start - start)..(shown.End - start)]);
        Assert.Equal(choice.Units.OrderByDescending(unit => unit.Odds), choice.Units);
        Assert.Contains(choice.Units, unit => !unit.IsShown);
    }

    [Fact]
    public async Task WhereDocumentsHaveStructure_AUnitHasItsStrongestFeatures()
    {
        List<Passage> passages = await Structured.ReadAsync("# Lamp\n\nThe lamp has two bulbs of 40 watts.\n\n- It is made in Oslo.\n");
        Answer answer = await new AnswerComposer(new GroundingOptions()).AnswerAsync(
            new Question("How many bulbs does the lamp have?") { Explain = true },
            passages
        );

        ExplainedUnit best = Assert.Single(answer.Choices).Units[0];
        Assert.True(best.IsShown);
        Assert.InRange(best.Features.Length, 1, 6);
        Assert.Equal(best.Features.OrderByDescending(sign => Math.Abs(sign.Contribution)), best.Features);
    }

    [Fact]
    public async Task AnAbstention_SaysWhichTermsAreMissing()
    {
        Answer answer = await AskAsync("Which airline flies to Lisbon?", explain: true);

        Assert.NotNull(answer.Abstention);
        AnswerChoice choice = Assert.Single(answer.Choices);
        Assert.InRange(choice.Probability, 0, choice.Threshold);
        Assert.Contains(choice.Terms, term => term is { Text: "Lisbon", IsMissing: true });
        Assert.DoesNotContain(choice.Units, unit => unit.IsShown);
    }

    private static Task<Answer> AskAsync(string question, bool explain) =>
        new AnswerComposer(new GroundingOptions()).AnswerAsync(new Question(question) { Explain = explain }, Passages);
}

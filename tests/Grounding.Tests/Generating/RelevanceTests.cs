using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Generating;

namespace RagCluster.Grounding.Tests.Generating;

/// <summary>Which supported sentences are about what was asked, by the share of the question that they hold.</summary>
public sealed class RelevanceTests
{
    // Eight terms that weigh the same; the passage holds seven of them, no two units beside each other the same.
    private const string Asked = "kettle valve gasket boiler nozzle filter hopper tray";

    private const string Text =
        "The kettle and the valve stand above. Paint is dry. The gasket and the boiler and the filter stand below. Snow is cold. "
        + "Rain is wet. The nozzle and the hopper are old. Wind is strong. Ice is hard. Fog is grey.";

    [Fact]
    public void ASentenceWithAQuarterOfWhatItsPassageHolds_Answers()
    {
        // Two of the seven are 29 %.
        Assert.True(Answers("The nozzle and the hopper are old."));
    }

    [Fact]
    public void ASentenceWithNothingOfTheQuestionInItsSurroundings_DoesNot()
    {
        Assert.False(Answers("Ice is hard."));
    }

    [Theory]
    [InlineData("Die Häuser haben kleine Bäder.", true)]
    [InlineData("Eis ist hart.", false)]
    public void AQuestionInGerman_IsComparedByGermanStems(string sentence, bool answers)
    {
        const string German =
            "Die Häuser haben kleine Bäder. Die Wege sind lang. Der Schnee ist kalt. Der Regen ist nass. Der Wind ist stark. Eis ist hart.";

        Assert.Equal(answers, Answers("Was ist mit dem Bad in dem Haus?", German, sentence));
    }

    private static bool Answers(string sentence) => Answers(Asked, Text, sentence);

    private static bool Answers(string asked, string text, string sentence)
    {
        PassageText passage = new(Samples.Passage(text), 0);
        int unit = passage.Units.FindIndex(u => passage.TextOf(u) == sentence);
        return new Relevance(new Question(asked), [passage]).Answers(sentence, passage, passage.Units[unit].Span);
    }
}

using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Tests.Extracting;

public sealed class QuestionInSourceTests
{
    [Theory]
    [InlineData(
        "How many bridges does Halden have?",
        "How many bridges does Halden have? Halden has seven bridges.",
        "Halden has seven bridges."
    )]
    [InlineData("哈尔登有多少座桥？", "哈尔登有多少座桥？哈尔登有七座桥。", "哈尔登有七座桥。")]
    [InlineData("كم عدد الجسور في هالدن؟", "كم عدد الجسور في هالدن؟ الجسور في هالدن سبعة.", "الجسور في هالدن سبعة.")]
    public async Task Question_IsNoAnswerToItself(string question, string text, string answered)
    {
        Answer answer = await new AnswerComposer(new GroundingOptions()).AnswerAsync(new Question(question), [Samples.Passage(text)]);

        Assert.StartsWith(answered, answer.Sentences[0].Text, StringComparison.Ordinal);
    }
}

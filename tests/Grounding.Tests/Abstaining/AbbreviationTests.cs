using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Tests.Abstaining;

/// <summary>An abbreviation that no passage writes is read as the words that stand for it there.</summary>
public sealed class AbbreviationTests
{
    private const string Guide = """
        # Schema

        Declare a foreign key where a row belongs to another. The constraint is made when the schema is written.

        A foreign key deletes its rows with the row that they belong to once you set `CascadeAction.Cascade`.

        ## Messages

        The send queue of a node is emptied when it stops.
        """;

    private readonly AnswerComposer _composer = new(new GroundingOptions());

    [Theory]
    [InlineData("I want the rows deleted with the row that they belong to, how do I set that on the FK?")]
    [InlineData("What deletes its rows once I set it on an FK?")]
    public async Task Abbreviation_IsReadAsTheWordsItStandsFor(string question)
    {
        Answer answer = await AskAsync(question);

        Assert.Contains("CascadeAction.Cascade", answer.Text, StringComparison.Ordinal);
    }

    // "SQ" begins the words of one place; a word in small letters is no abbreviation; the letters have their order.
    [Theory]
    [InlineData("How is the SQ of a node emptied?", "SQ")]
    [InlineData("Does a fk delete its rows with the row they belong to?", "fk")]
    [InlineData("What deletes its rows with the KF?", "KF")]
    public async Task OtherLetters_StayAsTheyAre(string question, string word)
    {
        Answer answer = await AskAsync(question);

        Assert.Contains(word, answer.Abstention?.Reason ?? "", StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(string question) => Structured.AnswerAsync(_composer, Guide, question);
}

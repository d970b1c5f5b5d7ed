using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Tests.Evidence;

public sealed class QuestionReaderTests
{
    [Theory]
    [InlineData("Who founded the company?", QuestionKind.Person)]
    [InlineData("When was the bridge opened?", QuestionKind.Time)]
    [InlineData("In what year was the bridge opened?", QuestionKind.Time)]
    [InlineData("Where is the office?", QuestionKind.Place)]
    [InlineData("Which city hosts the office?", QuestionKind.Place)]
    [InlineData("How many seats are there?", QuestionKind.Quantity)]
    [InlineData("What percentage of users agreed?", QuestionKind.Quantity)]
    [InlineData("Why is the cache disabled?", QuestionKind.Reason)]
    [InlineData("How do I reset the password?", QuestionKind.HowTo)]
    [InlineData("How does the password expire?", QuestionKind.Manner)]
    [InlineData("give a user the rights of an administrator", QuestionKind.HowTo)]
    [InlineData("default timeout of a session", QuestionKind.Quantity)]
    [InlineData("waht is a password?", QuestionKind.Definition)]
    [InlineData("Is the warranty transferable?", QuestionKind.YesNo)]
    [InlineData("What is a shard?", QuestionKind.Definition)]
    [InlineData("Which protocol do silos use to talk?", QuestionKind.Thing)]
    [InlineData("reset password", QuestionKind.HowTo)]
    [InlineData("password policy", QuestionKind.Other)]
    public void Form_TellsWhatIsAskedFor(string question, object kind) => Assert.Equal(kind, QuestionReader.Read(question).Kind);

    [Fact]
    public void NamesNumbersAndQuotes_AreAnchors()
    {
        AnalysedQuestion question = QuestionReader.Read("Did Ada Lovelace write about \"looms\" in 1843 or earlier?");

        Assert.Equal(["ada", "lovelace", "looms", "1843"], question.Terms.Where(t => t.IsAnchor).Select(t => t.Token.Word));
    }

    [Fact]
    public void OnlyStopWords_HaveNoTerms() => Assert.Empty(QuestionReader.Read("What is it?").Terms);

    [Fact]
    public void VeryLongQuestion_KeepsALimitedNumberOfTerms()
    {
        string question = string.Join(' ', Enumerable.Range(1000, 500).Select(i => $"w{i}"));

        Assert.Equal(64, QuestionReader.Read(question).Terms.Length);
    }
}

using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Asking;

namespace RagCluster.Grounding.Tests.Asking;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "When was it founded?", "When was Acme Motors founded?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "When was she born?", "When was Jane Doe born?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "What is her profession?", "What is Jane Doe's profession?")]
    [InlineData("Who founded Acme Motors?", "Jane Doe founded Acme Motors.", "Where is its factory?", "Where is Acme Motors' factory?")]
    [InlineData(
        "How long does the warranty of the toaster last?",
        "",
        "Does it cover water damage?",
        "Does the warranty of the toaster cover water damage?"
    )]
    [InlineData(
        "How long is the warranty of the Crisp 200?",
        "24 months.",
        "What about the Crisp 300?",
        "How long is the warranty of the Crisp 300?"
    )]
    [InlineData(
        "How long is the warranty of the Crisp 200?",
        "24 months.",
        "And what about batteries?",
        "How long is the warranty of the Crisp 200, batteries?"
    )]
    [InlineData("When was the bridge opened?", "In 1897.", "Why?", "Why (When was the bridge opened)?")]
    public void QuestionThatPointsBack_StandsAlone(string asked, string answered, string question, string expected) =>
        Assert.Equal(expected, FollowUp.Rewrite(question, [new ConversationTurn(asked) { Answer = answered }]));

    [Theory]
    [InlineData("How long is the warranty of the Brevik One?")]
    [InlineData("Is it possible to return a machine?")]
    [InlineData("How long does it take to descale the machine?")]
    [InlineData("Which files does the server read?")]
    public void QuestionThatSaysWhatItMeans_Stays(string question) =>
        Assert.Equal(question, FollowUp.Rewrite(question, [new ConversationTurn("Who founded Acme Motors?") { Answer = "Jane Doe did." }]));

    [Fact]
    public void WithoutHistory_NothingChanges() => Assert.Equal("When was it founded?", FollowUp.Rewrite("When was it founded?", []));

    [Fact]
    public void Topic_LastsOverTurnsThatPointBackThemselves()
    {
        ConversationTurn[] history =
        [
            new("Who founded Acme Motors?") { Answer = "Jane Doe founded it." },
            new("When was it founded?") { Answer = "In 1947." },
            new("Where does it sell cars?") { Answer = "In Norway." },
        ];

        Assert.Equal("How many people work for Acme Motors?", FollowUp.Rewrite("How many people work for it?", history));
    }
}

using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>
/// A chat model that answers nonsense: the answer is extracted, within the time and the memory that are set, and the failure is logged as
/// what it was.
/// </summary>
public sealed class ChatNonsenseTests(ChatNonsenseServer server) : IClassFixture<ChatNonsenseServer>
{
    // The 16 MiB that are read of an answer, and as much for the buffers of both ends of a connection.
    private const long SentBytesMax = 32 * 1024 * 1024;

    // Of a failure for what it is and those for the two limits of time, three are alike among seven.
    private const int FailuresMax = 7;

    private const string FirstWordLate = "RAG__Chat__FirstTokenMax";

    [Theory]
    [InlineData(ChatNonsense.EmptyStream, "no event")]
    [InlineData(ChatNonsense.DoneAlone, "without a word")]
    [InlineData(ChatNonsense.Html, "text/html")]
    [InlineData(ChatNonsense.JsonError, "application/json")]
    [InlineData(ChatNonsense.WholeCompletion, "application/json")]
    [InlineData(ChatNonsense.ErrorEvent, "reported an error")]
    [InlineData(ChatNonsense.Garbage, "no event")]
    [InlineData(ChatNonsense.MalformedEvents, "JSON")]
    [InlineData(ChatNonsense.LongLine, "a line of more than")]
    [InlineData(ChatNonsense.EndlessWords, "without an end")]
    [InlineData(ChatNonsense.EndlessSentences, "without an end")]
    // More bytes than are read, or longer than a first word may take: which limit is met first depends on the machine.
    [InlineData(ChatNonsense.EndlessEmptyEvents, " than ")]
    [InlineData(ChatNonsense.ResetInMidStream, "reset")]
    [InlineData(ChatNonsense.CutInMidStream, "before it was whole")]
    [InlineData(ChatNonsense.HangBeforeHeaders, FirstWordLate)]
    [InlineData(ChatNonsense.HangBeforeWords, FirstWordLate)]
    [InlineData(ChatNonsense.HangInMidStream, "RAG__Grounding__ChatTimeout")]
    [InlineData(ChatNonsense.Redirection, "a redirection (307)")]
    [InlineData(ChatNonsense.EndlessError, "500")]
    [InlineData(ChatNonsense.ErrorForATerminal, @"no \u001B]0;such\u0007 model")]
    public async Task Nonsense_LeavesTheExtractiveAnswer(ChatNonsense nonsense, string reason)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        // What fails for what it is may fail for its time on a machine that stands still; then it is asked again.
        while (await FailureAsync(nonsense, reason) != reason)
            Assert.False(patience.IsCancellationRequested, "The model's first word was late each time.");
    }

    [Theory]
    [InlineData(ChatNonsense.EmptyStream)]
    [InlineData(ChatNonsense.Html)]
    [InlineData(ChatNonsense.LongLine)]
    [InlineData(ChatNonsense.EndlessSentences)]
    [InlineData(ChatNonsense.ResetInMidStream)]
    [InlineData(ChatNonsense.HangInMidStream)]
    public async Task NonsenseThreeTimesAlike_OpensTheBreaker(ChatNonsense nonsense)
    {
        await server.UntilTheModelAnswersAsync();
        int first = server.Model.RequestCount;
        int asked;
        Reply answer;
        do
        {
            asked = server.Model.RequestCount;
            (answer, _) = await server.AskAsync(nonsense);
            Assert.Equal("extractive", answer.Text("answered_by"));
            Assert.Equal(["chat_unavailable"], answer.Array("degraded").Select(d => d!.ToString()));
        } while (server.Model.RequestCount != asked && asked - first <= FailuresMax);

        // Three, unless the machine stood still: a failure for its time is not like the others.
        Assert.InRange(asked - first, 3, FailuresMax);
    }

    [Fact]
    public async Task Redirection_IsNotFollowed()
    {
        await server.UntilTheModelAnswersAsync();
        int asked = server.Model.RequestCount;
        await server.AskAsync(ChatNonsense.Redirection);

        Assert.Equal(1, server.Model.RequestCount - asked);
    }

    private async Task<string> FailureAsync(ChatNonsense nonsense, string reason)
    {
        await server.UntilTheModelAnswersAsync();
        long sent = server.Model.SentBytes;
        int logged = server.Log.Length;
        (Reply answer, TimeSpan took) = await server.AskAsync(nonsense);

        Assert.Equal("extractive", answer.Text("answered_by"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        Assert.Equal(["chat_unavailable"], answer.Array("degraded").Select(d => d!.ToString()));
        Assert.InRange(server.Model.SentBytes - sent, 0, SentBytesMax);
        PromisedTime.AssertMet(ChatNonsenseServer.ChatTimeout + TimeSpan.FromSeconds(1), took, "The extractive answer came");
        await server.UntilLoggedAsync(logged, "The chat model failed");
        return await server.UntilLoggedAsync(logged, reason, FirstWordLate);
    }
}

using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Chat;

/// <summary>The forms that streams of endpoints take: a whole answer is one in each of them, and one that is not whole is marked.</summary>
public sealed class ChatStreamFormTests(ChatNonsenseServer server) : IClassFixture<ChatNonsenseServer>
{
    private const string Sentence = "The warranty of the Aurora grinder lasts five years [1].";
    private const string Said =
        """{"choices":[{"index":0,"delta":{"content":"The warranty of the Aurora grinder lasts five years [1]."}}]}""";
    private const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData($"data: {Said}\n\ndata: {Stop}\n\ndata: {{\"choices\":[],\"usage\":{{\"prompt_tokens\":9}}}}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {Said}\n\ndata: {Stop}\n\ndata: {{\"choices\":[],\"usage\":\"many\"}}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {Said}\n\ndata: {{\"usage\":{{\"prompt_tokens\":\"9\",\"completion_tokens\":-1}}}}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {Said}\n\ndata: {{\"choices\":[{{\"delta\":null}}],\"usage\":[]}}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {{\"choices\":[{{\"delta\":{{\"role\":\"model\",\"content\":null}}}}]}}\n\ndata: {Said}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {{\"id\":null,\"created\":1.5,\"choices\":null,\"error\":null}}\n\ndata: {Said}\n\ndata: [DONE]\n\n")]
    [InlineData($": ping\r\n\r\nevent: message\r\ndata: {Said}\r\n\r\n: ping\r\n\r\ndata: {Stop}\r\n\r\n")]
    [InlineData($"data:{Said}\n\ndata:\n\ndata:[DONE]\n\n")]
    [InlineData($"\uFEFFdata: {Said}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {Said}\ndata: {Stop}")]
    [InlineData($"data: {Said}\r\rdata: [DONE]")]
    [InlineData($"data: {Said}\n\ndata: {{\"choices\":[{{\"delta\":{{}},\"finish_reason\":\"end_turn\"}}]}}\n\n")]
    [InlineData($"data: {Said}\n\ndata: {Stop}\n\ndata: no JSON\n\ndata: {{\"error\":\"late\"}}\n\n")]
    public async Task AWholeAnswer_IsTaken(string body)
    {
        Reply answer = await AskAsync(body);

        Assert.Equal("stub", answer.Text("answered_by"));
        Assert.Empty(answer.Array("degraded"));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContentInParts_IsRead()
    {
        Reply answer = await AskAsync(
            """data: {"choices":[{"delta":{"content":[{"type":"text","text":"SENTENCE"},{"type":"other"}]}}]}""".Replace(
                "SENTENCE",
                Sentence,
                StringComparison.Ordinal
            ) + "\n\ndata: [DONE]\n\n"
        );

        Assert.Equal("stub", answer.Text("answered_by"));
    }

    [Theory]
    [InlineData(@"\ud83d", @"\ude00", "\U0001F600")]
    [InlineData(@"\ud83d", @" \\\u00e9\n\ude00", "\uFFFD \\\u00E9")]
    public async Task ACharacterThatIsCutInTwo_IsOneAgain(string first, string second, string joined)
    {
        string[] pieces = ["The warranty of the Aurora grinder ", first, second, " lasts five years [1]."];

        Reply answer = await AskAsync(
            string.Concat(pieces.Select(piece => $$$"""data: {"choices":[{"delta":{"content":"{{{piece}}}"}}]}""" + "\n\n"))
                + "data: [DONE]\n\n"
        );

        Assert.Equal("stub", answer.Text("answered_by"));
        Assert.Empty(answer.Array("degraded"));
        Assert.Contains(joined, answer.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndpointThatSaysThatTheTextEnds_AndDoesNotClose_IsNotWaitedFor()
    {
        // Else the time for a whole answer passes, and the answer counts as one that was broken off.
        Reply answer = await AskAsync($"data: {Said}\n\ndata: {Stop}\n\n", hangs: true);

        Assert.Equal("stub", answer.Text("answered_by"));
        Assert.Empty(answer.Array("degraded"));
    }

    [Theory]
    [InlineData("\"finish_reason\":\"content_filter\"", "content_filter")]
    [InlineData("\"finish_reason\":null}],\"error\":{\"message\":\"overloaded\"},\"more\":[{\"a\":0", "reported an error")]
    public async Task AnAnswerThatIsBrokenOff_KeepsItsWholeSentences_AndIsMarked(string end, string reason)
    {
        const string Half = """{"choices":[{"delta":{"content":" Blades are excluded from it by"}}]}""";
        int logged = server.Log.Length;

        Reply answer = await AskAsync(
            $"data: {Said}\n\ndata: {Half}\n\ndata: {{\"choices\":[{{\"delta\":{{}},{end}}}]}}\n\ndata: [DONE]\n\n"
        );

        Assert.Equal("stub", answer.Text("answered_by"));
        Assert.Equal(["chat_unavailable"], answer.Array("degraded").Select(d => d!.ToString()));
        Assert.Contains("five years", answer.Text("answer"), StringComparison.Ordinal);
        Assert.DoesNotContain("Blades", answer.Text("answer"), StringComparison.Ordinal);
        await server.UntilLoggedAsync(logged, reason);
    }

    [Fact]
    public async Task QuestionsThatAFilterRefuses_DoNotCloseTheModelToOthers()
    {
        await server.UntilTheModelAnswersAsync();
        for (int i = 0; i < 5; i++)
        {
            int asked = server.Model.RequestCount;
            Reply answer = await server.AskAsync(
                """data: {"choices":[{"delta":{},"finish_reason":"content_filter"}]}""" + "\n\ndata: [DONE]\n\n"
            );
            Assert.Equal("extractive", answer.Text("answered_by"));
            Assert.Equal(["chat_unavailable"], answer.Array("degraded").Select(d => d!.ToString()));
            Assert.True(server.Model.RequestCount > asked);
        }
    }

    private async Task<Reply> AskAsync(string body, bool hangs = false)
    {
        await server.UntilTheModelAnswersAsync();
        return await server.AskAsync(body, hangs);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using RagCluster.Backup.Notices;

namespace RagCluster.Backup.Tests.Notices;

/// <summary>What is sent to the webhook.</summary>
public sealed class BackupWebhookTests
{
    private const string Secret = "T0000-secret";
    private static readonly BackupNotice Notice = new(
        BackupEvent.Late,
        new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero),
        "The backup is missing."
    );

    [Fact]
    public async Task Json_HasTheMembers()
    {
        Answers answers = new(HttpStatusCode.OK);
        Assert.Null(await SendAsync(answers, NoticeForm.Json));
        JsonNode body = JsonNode.Parse(Assert.Single(answers.Bodies))!;
        Assert.Equal(("late", "The backup is missing."), ((string)body["event"]!, (string)body["text"]!));
        Assert.Equal(Notice.At, (DateTimeOffset)body["at"]!);
        Assert.Null(body["backup"]);
    }

    [Fact]
    public async Task Slack_HasTheText()
    {
        Answers answers = new(HttpStatusCode.OK);
        Assert.Null(await SendAsync(answers, NoticeForm.Slack));
        Assert.Equal("""{"text":"The backup is missing."}""", Assert.Single(answers.Bodies));
    }

    [Fact]
    public async Task Refusal_IsRepeatedAndThenReportedWithoutTheAddress()
    {
        Answers answers = new(HttpStatusCode.BadGateway, HttpStatusCode.BadGateway, HttpStatusCode.Forbidden);
        string? failure = await SendAsync(answers, NoticeForm.Json);
        Assert.Equal(3, answers.Bodies.Count);
        Assert.Contains("403", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure, StringComparison.Ordinal);
        Assert.Null(await SendAsync(new Answers(HttpStatusCode.BadGateway, HttpStatusCode.OK), NoticeForm.Json));
    }

    [Fact]
    public async Task WithoutAnAddress_NothingIsSent()
    {
        Answers answers = new();
        using HttpClient http = new(answers);
        Assert.Null(await new BackupWebhook(new BackupOptions(), http, new ImpatientTime()).SendAsync(Notice, default));
        Assert.Empty(answers.Bodies);
    }

    private static async Task<string?> SendAsync(Answers answers, NoticeForm form)
    {
        using HttpClient http = new(answers, disposeHandler: false);
        BackupOptions options = new() { Webhook = $"https://hooks.example.org/{Secret}", WebhookForm = form };
        return await new BackupWebhook(options, http, new ImpatientTime()).SendAsync(Notice, default);
    }

    // Answers with one status after the other and keeps what was sent.
    private sealed class Answers(params HttpStatusCode[] statuses) : HttpMessageHandler
    {
        internal List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(statuses[Bodies.Count - 1]);
        }
    }

    // Whose short delays end at once, and whose deadlines do not.
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.FromSeconds(5) ? dueTime : TimeSpan.Zero, period);
    }
}

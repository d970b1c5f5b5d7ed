using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Client;
using RagCluster.Client.Chat;
using RagCluster.Client.Collections;
using RagCluster.Client.Documents;
using RagCluster.Client.Feedback;
using RagCluster.Client.Health;
using RagCluster.Client.Jobs;
using RagCluster.Client.Queries;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Client;

/// <summary>The client library against a real server.</summary>
public sealed class RagClientTests(ServerFixture server) : IClassFixture<ServerFixture>, IDisposable
{
    private const string Town = "The lantern at the gate is lit at nine in the evening. The mill stands still on Sundays.";
    private const string Query = "When is the lantern at the gate lit?";
    private readonly RagClient _rag = new(server.Rag.Http.BaseAddress!);

    /// <inheritdoc/>
    public void Dispose() => _rag.Dispose();

    [Fact]
    public async Task Collections_AreMadeListedAndDeleted()
    {
        string name = Name();
        Collection made = await _rag.Collections.CreateAsync(
            new NewCollection(name)
            {
                Description = "A town.",
                Language = "de",
                Shards = 2,
            }
        );
        Assert.Equal((name, "A town.", "de", 2), (made.Name, made.Description, made.Language, made.Shards));
        Assert.Equal("rag-static-multi-v1", made.Model);
        Assert.Equal(name, (await _rag.Collections.EnsureAsync(new NewCollection(name))).Name);
        Assert.Equal("rag-static-en-v1", (await _rag.Collections.CreateAsync(new NewCollection(Name()))).Model);
        Assert.Contains(name, await ListAsync(_rag.Collections.ListAsync(pageSize: 1), collection => collection.Name));
        Collection seen = await _rag.Collections.GetAsync(name);
        Assert.Null(await _rag.Collections.ChangeModelAsync(name, seen.Model, seen.EntityTag));
        await _rag.Documents(name).AddAsync(new NewDocument(Town), wait: true);
        RagClientException changed = await Assert.ThrowsAsync<RagClientException>(() => _rag.Collections.DeleteAsync(name, seen.EntityTag));
        Assert.Equal((412, "precondition-failed"), (changed.Status, changed.Code));
        await _rag.Collections.DeleteAsync(name);
        Assert.Equal(404, (await Assert.ThrowsAsync<RagClientException>(() => _rag.Collections.GetAsync(name))).Status);
    }

    [Fact]
    public async Task Documents_AreSentReadAndDeleted()
    {
        DocumentsClient documents = _rag.Documents((await _rag.Collections.CreateAsync(new NewCollection(Name()))).Name);
        UploadOptions options = new()
        {
            Wait = true,
            Id = "town",
            Title = "The town",
            Uri = "https://example.org/town",
            Metadata = new Dictionary<string, object> { ["year"] = 1920, ["old"] = true },
            Acl = new DocumentAcl(["public"]),
        };
        Job job = await documents.UploadAsync(FileUpload.FromBytes("Stadt \"Ä\".txt", Encoding.UTF8.GetBytes(Town)), options);
        Assert.Equal((JobStatus.Completed, 1, true), (job.Status, job.Indexed, job.IsFinished));
        Document document = await documents.GetAsync("town");
        Assert.Equal(
            ("The town", "Stadt \"Ä\".txt", DocumentStatus.Indexed, 1920),
            (document.Title, document.Name, document.Status, document.Metadata["year"].GetInt32())
        );
        Assert.Equal(Town, await documents.GetTextAsync("town"));
        using MemoryStream content = new();
        await documents.CopyContentAsync("town", content);
        Assert.Equal(Town, Encoding.UTF8.GetString(content.ToArray()));
        Assert.Equal(Town, string.Concat(await ListAsync(documents.ListChunksAsync("town", pageSize: 1), chunk => chunk.Text)));
        Assert.Equal(["public"], (await documents.GetAclAsync("town")).Allow);
        Assert.Equal(["user:ada"], (await documents.SetAclAsync("town", new DocumentAcl(["user:ada"]))).Allow);
        Assert.Equal(412, (await Assert.ThrowsAsync<RagClientException>(() => documents.DeleteAsync("town", document.EntityTag))).Status);
        await documents.DeleteAsync("town", (await documents.GetAsync("town")).EntityTag);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<RagClientException>(() => documents.GetAsync("town"))).Code);
    }

    [Fact]
    public async Task EndlessTexts_AreSentInRequests_AndTheirJobsFollowedByEvents()
    {
        DocumentsClient documents = _rag.Documents((await _rag.Collections.CreateAsync(new NewCollection(Name()))).Name);
        int indexed = 0;
        int jobs = 0;
        await foreach (Job job in documents.ImportAsync(TextsAsync(260)))
        {
            List<int> queued = [];
            Job finished = await _rag.Jobs.WaitAsync(job.Id, state => queued.Add(state.Queued));
            Assert.Equal(0, queued[^1]);
            (indexed, jobs) = (indexed + finished.Indexed, jobs + 1);
        }

        Assert.Equal((260, 2), (indexed, jobs));
        string[] names = await ListAsync(documents.ListAsync(DocumentStatus.Indexed, pageSize: 100), document => document.Id);
        Assert.Equal(260, names.Distinct().Count());
        RagClientException wrong = await Assert.ThrowsAsync<RagClientException>(() => documents.AddAsync(new NewDocument("") { Id = "x" }));
        Assert.Equal((RagFailure.Refused, 400), (wrong.Failure, wrong.Status));
        Assert.NotEmpty(wrong.Errors);
    }

    [Fact]
    public async Task RepeatedWrite_HappensOnce()
    {
        NewCollection settings = new(Name());
        string key = Guid.NewGuid().ToString();
        Collection first = await _rag.Collections.CreateAsync(settings, key);
        Assert.Equal(first.CreatedAt, (await _rag.Collections.CreateAsync(settings, key)).CreatedAt);
        Assert.Equal(409, (await Assert.ThrowsAsync<RagClientException>(() => _rag.Collections.CreateAsync(settings))).Status);
    }

    [Fact]
    public async Task Search_FindsByWordsMeaningAndMetadata()
    {
        string name = await FillAsync();
        SearchResult found = await _rag.SearchAsync(name, new SearchQuery("lantern") { Mode = SearchMode.Bm25, Highlight = true });
        Passage passage = Assert.Single(found.Results!);
        Highlight word = Assert.Single(passage.Highlights!);
        Assert.Equal("lantern", passage.Text[word.Start..word.End]);
        SearchResult grouped = await _rag.SearchAsync(name, new SearchQuery("ferry") { IsGrouped = true, TopK = 1 });
        Assert.Null(grouped.Results);
        Assert.Equal("ferry", Assert.Single(grouped.Groups!).DocumentId);
        Filter early = Filter.All(Filter.LessOrEqual("year", 1900), Filter.NotEqual("kind", "map"), Filter.In("year", 1890, 1920));
        SearchResult filtered = await _rag.SearchAsync(name, new SearchQuery("gate river mill ferry") { Filters = early });
        Assert.All(filtered.Results!, hit => Assert.Equal("ferry", hit.DocumentId));
        Assert.NotEmpty(filtered.Results!);
        SearchQuery wide = new("gate")
        {
            Ranking = new QueryRanking
            {
                Fusion = Fusion.Ranks,
                Deduplicate = true,
                Diversity = 0.2,
            },
            Exact = true,
            AllowPartial = true,
            TimeoutMs = 5000,
            Documents = ["town"],
            Cache = false,
        };
        Assert.All((await _rag.SearchAsync(name, wide)).Results!, hit => Assert.Equal("town", hit.DocumentId));
        RagClientException wrong = await Assert.ThrowsAsync<RagClientException>(() =>
            _rag.SearchAsync(name, new SearchQuery("") { TopK = 0 })
        );
        Assert.Equal((400, "validation-failed"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Answer_IsTheSameWholeAndSentenceBySentence()
    {
        string name = await FillAsync();
        Answer whole = await _rag.AskAsync(name, new Question(Query) { Cache = false });
        Assert.Contains("nine in the evening", whole.Text, StringComparison.Ordinal);
        Citation citation = whole.Citations[0];
        Assert.Equal(Town[citation.Start..citation.End], citation.Quote);
        List<AnswerEvent> events = [];
        await foreach (AnswerEvent next in _rag.StreamAnswerAsync(name, new Question(Query) { Cache = false }))
            events.Add(next);
        Assert.NotEmpty(Assert.IsType<PassagesFound>(events[0]).Found.Results!);
        Assert.Equal(whole.Citations, events.OfType<CitationAdded>().Select(added => added.Citation));
        Assert.Equal(whole.Sentences.Select(s => s.Text), events.OfType<SentenceAdded>().Select(added => added.Sentence.Text));
        Assert.Equal(whole.Text, Assert.IsType<AnswerFinished>(events[^1]).Answer.Text);
        Question later = new("And the mill?") { History = [new Turn(Query, whole.Text)] };
        Assert.NotEmpty((await _rag.AskAsync(name, later)).Searched);
        Answer none = await _rag.AskAsync(name, new Question("Who painted the ceiling of the chapel in Rome?"));
        Assert.True(none.Abstained);
        Assert.NotEmpty(none.Abstention!.Reason);
    }

    [Fact]
    public async Task UnknownCollection_IsAProblem_AlsoOfAStream()
    {
        Assert.Equal(404, (await Assert.ThrowsAsync<RagClientException>(() => _rag.AskAsync(Name(), new Question("q")))).Status);
        RagClientException refused = await Assert.ThrowsAsync<RagClientException>(async () =>
        {
            await foreach (AnswerEvent next in _rag.StreamAnswerAsync(Name(), new Question("q")))
                Assert.Fail($"There was {next}.");
        });
        Assert.Equal(404, refused.Status);
        AnswerFeedback feedback = new("nonsense") { Rating = FeedbackRating.Good };
        Assert.Contains("feedback_id", (await Assert.ThrowsAsync<RagClientException>(() => _rag.SendFeedbackAsync(feedback))).Errors.Keys);
    }

    [Fact]
    public async Task Health_IsRead()
    {
        ServerHealth health = await _rag.GetHealthAsync();
        Assert.True(health.IsOk, health.Status);
        Assert.NotEmpty(health.Version);
        Assert.NotEmpty(health.Checks);
        Assert.True(await _rag.IsReadyAsync());
        using RagClient away = new(new Uri("http://127.0.0.1:9"));
        Assert.False(await away.IsReadyAsync());
        Assert.Equal(RagFailure.Unreachable, (await Assert.ThrowsAsync<RagClientException>(() => away.GetHealthAsync())).Failure);
    }

    [Fact]
    public async Task ChatClient_AnswersWithItsSources()
    {
        string name = await FillAsync();
        ServiceCollection services = new();
        services.AddRagClient(options => options.Servers.Add(server.Rag.Http.BaseAddress!));
        services.AddRagChatClient(name);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient chat = provider.GetRequiredService<IChatClient>();
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "When does the mill stand still?"),
            new(ChatRole.Assistant, "On Sundays."),
            new(ChatRole.User, Query),
        ];
        ChatResponse whole = await chat.GetResponseAsync(messages);
        AssertCited(whole);
        ChatResponse streamed = await chat.GetStreamingResponseAsync(messages).ToChatResponseAsync();
        AssertCited(streamed);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal($"collection/{name}", whole.ModelId);
        Assert.Equal(ChatFinishReason.Stop, streamed.FinishReason);
        Assert.NotNull(chat.GetService<ChatClientMetadata>()?.ProviderUri);
        await Assert.ThrowsAsync<RagClientException>(() => chat.GetResponseAsync("q", new ChatOptions { ModelId = Name() }));
        await Assert.ThrowsAsync<NotSupportedException>(() =>
            chat.GetResponseAsync("q", new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1)] })
        );
    }

    [Fact]
    public async Task EmbeddingGenerator_EmbedsInOrder()
    {
        using RagEmbeddingGenerator generator = new(_rag);
        GeneratedEmbeddings<Embedding<float>> both = await generator.GenerateAsync(["the mill", "the ferry"]);
        Assert.Equal(2, both.Count);
        Assert.True(both.Usage!.InputTokenCount > 0);
        Embedding<float> mill = (await generator.GenerateAsync(["the mill"]))[0];
        Assert.Equal(mill.Vector.ToArray(), both[0].Vector.ToArray());
    }

    [Fact]
    public async Task ConnectionString_SaysWhereTheServerIs()
    {
        ServiceCollection services = new();
        Dictionary<string, string?> settings = new() { ["ConnectionStrings:rag"] = server.Rag.Http.BaseAddress!.ToString() };
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddRagClient("rag");
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.True(await provider.GetRequiredService<RagClient>().IsReadyAsync());
        ServiceCollection without = new();
        without.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        without.AddRagClient("rag");
        await using ServiceProvider wrong = without.BuildServiceProvider();
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => wrong.GetRequiredService<RagClient>());
        Assert.Contains("RagClientOptions.Servers is empty", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertCited(ChatResponse response)
    {
        Assert.Contains("nine in the evening", response.Text, StringComparison.Ordinal);
        TextContent cited = response.Messages.SelectMany(m => m.Contents).OfType<TextContent>().First(c => c.Annotations is { Count: > 0 });
        CitationAnnotation citation = Assert.IsType<CitationAnnotation>(cited.Annotations![0]);
        Assert.Equal("town", citation.FileId);
        Assert.Contains("nine in the evening", citation.Snippet, StringComparison.Ordinal);
        TextSpanAnnotatedRegion region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citation.AnnotatedRegions!));
        Assert.Contains("nine in the evening", cited.Text[region.StartIndex!.Value..region.EndIndex!.Value], StringComparison.Ordinal);
    }

    private async Task<string> FillAsync()
    {
        string name = (await _rag.Collections.CreateAsync(new NewCollection(Name()))).Name;
        await _rag.Documents(name)
            .AddAsync(
                [
                    new NewDocument(Town)
                    {
                        Id = "town",
                        Metadata = new Dictionary<string, object> { ["year"] = 1920 },
                    },
                    new NewDocument("The ferry crosses the river every hour.")
                    {
                        Id = "ferry",
                        Metadata = new Dictionary<string, object> { ["year"] = 1890, ["kind"] = "boat" },
                    },
                ],
                wait: true
            );
        return name;
    }

    private static async IAsyncEnumerable<NewDocument> TextsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new NewDocument($"Mill number {i} stands by the river.") { Id = $"mill-{i}" };
        }
    }

    private static async Task<string[]> ListAsync<T>(IAsyncEnumerable<T> entries, Func<T, string> select)
    {
        List<string> list = [];
        await foreach (T entry in entries)
            list.Add(select(entry));
        return [.. list];
    }

    private static string Name() => $"c{Guid.NewGuid():N}";
}

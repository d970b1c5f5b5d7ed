using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.TestKit;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>Near questions get one answer, marked, and only where all else is the same.</summary>
public sealed class SemanticHitsTests(SemanticSilo cluster) : IClassFixture<SemanticSilo>
{
    private const string Question = "How tall is the lighthouse of Norderney?";

    [Fact]
    public async Task NearQuestion_GetsTheOthersPassages_Marked()
    {
        SearchRequest request = await AskedAsync();
        CacheTierStatistics before = Statistics();
        SearchResponse near = await NearAsync(request);
        Assert.Equal(("semantic", Question), (near.Call.Cached, near.Call.AnsweredQuery));
        SearchResponse own = await cluster.Grains.SearchAsync(request);
        Assert.Equal(
            own.Found.Passages.Select(passage => (passage.Chunk.Id, passage.Score)),
            near.Found.Passages.Select(passage => (passage.Chunk.Id, passage.Score))
        );
        Assert.Null(own.Call.AnsweredQuery);
        Assert.True(Statistics().Hits > before.Hits);
        Assert.True(Statistics().Entries > 0);
    }

    [Fact]
    public async Task NearQuestion_GetsTheOthersAnswer_AlsoAsAStream()
    {
        SearchRequest request = await AskedAsync(isAnswer: true);
        AskResponse near = await UntilAsync(
            i => cluster.Grains.AskAsync(Reworded(request, i)),
            response => response.Call.AnsweredQuery is not null
        );
        Assert.Equal(("semantic", Question), (near.Call.Cached, near.Call.AnsweredQuery));
        Assert.Contains("54 metres", near.Answer.Text, StringComparison.Ordinal);
        List<QueryEvent> events = await UntilAsync(
            i => cluster.Grains.StreamAsync(Reworded(request, i)),
            events => events.OfType<PassagesFound>().Single().Call.AnsweredQuery is not null
        );
        Assert.Equal("semantic", events.OfType<PassagesFound>().Single().Call.Cached);
        Assert.Equal(near.Answer.Text, events.OfType<AnswerCompleted>().Single().Answer.Text);
    }

    [Fact]
    public async Task NearQuestion_IsAnsweredItself_WhereThatIsWantedOrAllElseDiffers()
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).Call.AnsweredQuery);
        SearchRequest near = Reworded(request, 0);
        SearchRequest[] others =
        [
            With("SemanticCache", false),
            With("Cache", false),
            With("TopK", 7),
            With("Mode", SearchMode.Bm25),
            With("Mode", SearchMode.Dense),
            With("Highlight", true),
            With("AccessScope", Array.Empty<string>()),
            With("AccessScope", new[] { "anna" }),
            With("Exact", true),
            With("PerDocumentMax", 1),
            With("Diversity", 0.5),
            With("AccessScope", new[] { "bert" }) with
            {
                Collection = (await AskedAsync()).Collection,
            },
        ];
        foreach (SearchRequest other in others)
            Assert.Null((await cluster.Grains.SearchAsync(other)).Call.AnsweredQuery);
        AskResponse answer = await cluster.Grains.AskAsync(With("History", new[] { new ConversationTurn("Which lighthouses are there?") }));
        Assert.Null(answer.Call.AnsweredQuery);

        SearchRequest With(string option, object value) => near.With((option, value));
    }

    [Theory]
    [InlineData("How tall is the lighthouse of Borkum?")]
    [InlineData("How tall is the lighthouse of Norderney not?")]
    [InlineData("How old is the lighthouse of Norderney?")]
    [InlineData("Is the lighthouse of Norderney 54 metres tall?")]
    public async Task QuestionThatAsksOtherwise_IsAnsweredItself(string question)
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).Call.AnsweredQuery);
        Assert.Null((await cluster.Grains.SearchAsync(request with { Query = question })).Call.AnsweredQuery);
    }

    [Fact]
    public async Task AfterAWrite_NoEarlierAnswerIsGiven()
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).Call.AnsweredQuery);
        await cluster.UploadAsync(
            request.Collection,
            ("new.txt", "The lighthouse of Norderney is 60 metres tall since its lantern was raised.")
        );
        SearchResponse near = await cluster.Grains.SearchAsync(Reworded(request, 0));
        Assert.Null(near.Call.AnsweredQuery);
        Assert.Contains(near.Found.Passages, passage => passage.Chunk.Text.Contains("lantern", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasNotFound_IsNoAnswerToANearQuestion()
    {
        SearchRequest request = (await AskedAsync()).With((nameof(ScopeOptions.AccessScope), new[] { "nobody" }));
        for (int i = 0; i < 3; i++)
            Assert.Null((await cluster.Grains.SearchAsync(Reworded(request, i))).Call.AnsweredQuery);
    }

    [Fact]
    public async Task AnotherTenantsCollectionOfTheSameName_IsNotAnsweredFromThisOne()
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).Call.AnsweredQuery);
        CollectionId other = new("acme", request.Collection.Name);
        await cluster
            .Grains.GetGrain<ICollectionGrain>(other.ToString())
            .CreateAsync(new CollectionSettings { ShardCount = 2 }, CancellationToken.None);
        await cluster.UploadAsync(
            other,
            ("norderney.txt", "The lighthouse of Norderney is closed."),
            ("borkum.txt", "The lighthouse of Borkum is closed too.")
        );
        // Never asked there before: what is near was asked in the first tenant only.
        SearchResponse response = await cluster.Grains.SearchAsync(Reworded(request, 0) with { Collection = other });
        Assert.Null(response.Call.AnsweredQuery);
        Assert.NotEmpty(response.Found.Passages);
        Assert.All(response.Found.Passages, passage => Assert.Contains("closed", passage.Chunk.Text, StringComparison.Ordinal));
        AskResponse answer = await cluster.Grains.AskAsync(Reworded(request, 0) with { Collection = other });
        Assert.Null(answer.Call.AnsweredQuery);
        Assert.DoesNotContain("54 metres", answer.Answer.Text, StringComparison.Ordinal);
    }

    private CacheTierStatistics Statistics() =>
        cluster.Services.GetRequiredService<CacheTiers>().Statistics().Tiers.Single(tier => tier.Tier == "semantic");

    // A question whose answer is in the tiers.
    private async Task<SearchRequest> AskedAsync(bool isAnswer = false)
    {
        CollectionId collection = await cluster.NewCollectionAsync(new CollectionSettings { ShardCount = 2 });
        await cluster.UploadAsync(
            collection,
            ("norderney.txt", "The lighthouse of Norderney is 54 metres tall."),
            ("borkum.txt", "The lighthouse of Borkum is 60 metres tall.")
        );
        SearchRequest request = new() { Collection = collection, Query = Question };
        await UntilAsync(
            async _ => isAnswer ? (await cluster.Grains.AskAsync(request)).Call : (await cluster.Grains.SearchAsync(request)).Call,
            call => call.Cached is not null
        );
        return request;
    }

    // The model does not tell capitals, the tiers do.
    private static SearchRequest Reworded(SearchRequest request, int number) =>
        request with
        {
            Query = $"{Question[..(number + 1)].ToUpperInvariant()}{Question[(number + 1)..^1]}",
        };

    private Task<SearchResponse> NearAsync(SearchRequest request) =>
        UntilAsync(i => cluster.Grains.SearchAsync(Reworded(request, i)), response => response.Call.AnsweredQuery is not null);

    // A silo that was too busy to tell the shards' positions in time looks for nothing.
    private static async Task<T> UntilAsync<T>(Func<int, Task<T>> ask, Func<T, bool> isEnough)
    {
        using CancellationTokenSource patience = new(TestPatience.Max);
        for (int i = 0; ; i++)
        {
            T response = await ask(i % 20);
            if (isEnough(response))
                return response;
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}

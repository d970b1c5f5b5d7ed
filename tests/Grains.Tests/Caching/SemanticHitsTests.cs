using Microsoft.Extensions.DependencyInjection;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Caching;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Tests.Caching;

/// <summary>Near questions get one answer, marked, and only where all else is the same.</summary>
public sealed class SemanticHitsTests(SemanticSilo cluster) : IClassFixture<SemanticSilo>
{
    private const string Question = "How tall is the lighthouse of Norderney?";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task NearQuestion_GetsTheOthersPassages_Marked()
    {
        SearchRequest request = await AskedAsync();
        CacheTierStatistics before = Statistics();
        SearchResponse near = await NearAsync(request);
        Assert.Equal(("semantic", Question), (near.Cached, near.AnsweredQuery));
        SearchResponse own = await cluster.Grains.SearchAsync(request);
        Assert.Equal(
            own.Passages.Select(passage => (passage.Chunk.Id, passage.Score)),
            near.Passages.Select(passage => (passage.Chunk.Id, passage.Score))
        );
        Assert.Null(own.AnsweredQuery);
        Assert.True(Statistics().Hits > before.Hits);
        Assert.True(Statistics().Entries > 0);
    }

    [Fact]
    public async Task NearQuestion_GetsTheOthersAnswer_AlsoAsAStream()
    {
        SearchRequest request = await AskedAsync(isAnswer: true);
        AskResponse near = await UntilAsync(
            i => cluster.Grains.AskAsync(Reworded(request, i)),
            response => response.Search.AnsweredQuery is not null
        );
        Assert.Equal(("semantic", Question), (near.Search.Cached, near.Search.AnsweredQuery));
        Assert.Contains("54 metres", near.Answer.Text, StringComparison.Ordinal);
        List<AskEvent> events = await UntilAsync(
            i => cluster.Grains.StreamAsync(Reworded(request, i)),
            events => events.OfType<PassagesFound>().Single().Search.AnsweredQuery is not null
        );
        Assert.Equal("semantic", events.OfType<PassagesFound>().Single().Search.Cached);
        Assert.Equal(near.Answer.Text, events.OfType<AnswerCompleted>().Single().Answer.Text);
    }

    [Fact]
    public async Task NearQuestion_IsAnsweredItself_WhereThatIsWantedOrAllElseDiffers()
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).AnsweredQuery);
        SearchRequest near = Reworded(request, 0);
        SearchRequest[] others =
        [
            near with
            {
                RefusesSemanticHits = true,
            },
            near with
            {
                BypassCache = true,
            },
            near with
            {
                TopK = 7,
            },
            near with
            {
                Mode = SearchMode.Bm25,
            },
            near with
            {
                Mode = SearchMode.Dense,
            },
            near with
            {
                Highlight = true,
            },
            near with
            {
                AccessScope = [],
            },
            near with
            {
                AccessScope = ["anna"],
            },
            near with
            {
                Exact = true,
            },
            near with
            {
                PerDocumentMax = 1,
            },
            near with
            {
                Ranking = new RankingOptions { Diversity = 0.5 },
            },
            near with
            {
                Collection = (await AskedAsync()).Collection,
                AccessScope = ["bert"],
            },
        ];
        foreach (SearchRequest other in others)
            Assert.Null((await cluster.Grains.SearchAsync(other)).AnsweredQuery);
        SearchResponse answer = (
            await cluster.Grains.AskAsync(near with { History = [new ConversationTurn("Which lighthouses are there?", "")] })
        ).Search;
        Assert.Null(answer.AnsweredQuery);
    }

    [Theory]
    [InlineData("How tall is the lighthouse of Borkum?")]
    [InlineData("How tall is the lighthouse of Norderney not?")]
    [InlineData("How old is the lighthouse of Norderney?")]
    [InlineData("Is the lighthouse of Norderney 54 metres tall?")]
    public async Task QuestionThatAsksOtherwise_IsAnsweredItself(string question)
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).AnsweredQuery);
        Assert.Null((await cluster.Grains.SearchAsync(request with { Query = question })).AnsweredQuery);
    }

    [Fact]
    public async Task AfterAWrite_NoEarlierAnswerIsGiven()
    {
        SearchRequest request = await AskedAsync();
        Assert.NotNull((await NearAsync(request)).AnsweredQuery);
        await cluster.UploadAsync(
            request.Collection,
            ("new.txt", "The lighthouse of Norderney is 60 metres tall since its lantern was raised.")
        );
        SearchResponse near = await cluster.Grains.SearchAsync(Reworded(request, 0));
        Assert.Null(near.AnsweredQuery);
        Assert.Contains(near.Passages, passage => passage.Chunk.Text.Contains("lantern", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasNotFound_IsNoAnswerToANearQuestion()
    {
        SearchRequest request = (await AskedAsync()) with { AccessScope = ["nobody"] };
        for (int i = 0; i < 3; i++)
            Assert.Null((await cluster.Grains.SearchAsync(Reworded(request, i))).AnsweredQuery);
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
            async _ => isAnswer ? (await cluster.Grains.AskAsync(request)).Search : await cluster.Grains.SearchAsync(request),
            response => response.Cached is not null
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
        UntilAsync(i => cluster.Grains.SearchAsync(Reworded(request, i)), response => response.AnsweredQuery is not null);

    // A silo that was too busy to tell the shards' positions in time looks for nothing.
    private static async Task<T> UntilAsync<T>(Func<int, Task<T>> ask, Func<T, bool> isEnough)
    {
        using CancellationTokenSource patience = new(Patience);
        for (int i = 0; ; i++)
        {
            T response = await ask(i % 20);
            if (isEnough(response))
                return response;
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}

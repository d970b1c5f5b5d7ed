using RagCluster.Caching.Keys;
using RagCluster.Caching.Semantic;

namespace RagCluster.Caching.Tests.Semantic;

public sealed class QuestionIndexTests
{
    private const double Threshold = 0.9;
    private static readonly CacheKeyParts Parts = new()
    {
        Kind = CachedKind.Retrieval,
        Tenant = "t",
        Scope = AccessScope.Of(["anna"]),
        Query = "",
        Collection = "c",
        Generation = 1,
        Positions = [3, 4],
        Models = ["m@1"],
        Options = new Dictionary<string, string> { ["top_k"] = "5" },
    };

    private readonly QuestionIndex _index = new(100, Threshold);

    [Fact]
    public void NearestQuestion_IsFound_WithItsKey()
    {
        Add("the tower of the town", 1, 0.2f);
        Add("the tower of a town", 1, 0.1f);
        Add("the harbour", 0, 1);
        NearQuestion found = Find("tower of the town", 1, 0)!;
        Assert.Equal(("the tower of a town", Key(Parts, "the tower of a town")), (found.Question, found.Key));
        Assert.Equal(1 / Math.Sqrt(1.01), found.Cosine, 5);
    }

    [Fact]
    public void QuestionBelowTheThreshold_IsNotFound()
    {
        Add("the tower of the town", 1, 0.5f);
        Assert.Null(Find("tower of the town", 1, 0));
        Assert.NotNull(Find("tower of the town", 1, 0.1f));
    }

    [Fact]
    public void EqualDirections_AreNear_WhateverTheirLengths()
    {
        QuestionIndex strict = new(10, 1);
        for (int i = 1; i < 200; i++)
        {
            float[] embedding = [.. Enumerable.Range(0, 67).Select(dimension => MathF.Sin(i * (dimension + 1)))];
            strict.Add(Parts.EncodeScope(), Key(Parts, "the tower"), "the tower", embedding);
            Assert.NotNull(strict.Find(Parts.EncodeScope(), "a tower", [.. embedding.Select(value => 3 * value)]));
            strict.Remove(Parts.EncodeScope(), Key(Parts, "the tower"));
        }
    }

    [Fact]
    public void SameQuestion_IsNotNearItself()
    {
        Add("the tower", 1, 0);
        Assert.Null(Find("the tower", 1, 0));
    }

    [Fact]
    public void NearestOfAnotherShape_LeavesTheNextOne()
    {
        Add("the tower is not tall", 1, 0);
        Add("the tower is a tall one", 1, 0.3f);
        Assert.Equal("the tower is a tall one", Find("is the tower tall", 1, 0)!.Question);
    }

    [Fact]
    public void QuestionOfAnotherScope_IsNotFound()
    {
        Add("the tower", 1, 0);
        CacheKeyParts[] others =
        [
            Parts with
            {
                Kind = CachedKind.Answer,
            },
            Parts with
            {
                Tenant = "u",
            },
            Parts with
            {
                Scope = AccessScope.Of(["bert"]),
            },
            Parts with
            {
                Scope = AccessScope.Of(["anna", "bert"]),
            },
            Parts with
            {
                Scope = AccessScope.Unrestricted,
            },
            Parts with
            {
                Scope = AccessScope.Of([]),
            },
            Parts with
            {
                Collection = "d",
            },
            Parts with
            {
                Generation = 2,
            },
            Parts with
            {
                Positions = [3, 5],
            },
            Parts with
            {
                Positions = [3],
            },
            Parts with
            {
                Models = ["m@2"],
            },
            Parts with
            {
                Options = new Dictionary<string, string> { ["top_k"] = "6" },
            },
        ];
        Assert.All(others, other => Assert.Null(_index.Find(other.EncodeScope(), "a tower", [1, 0])));
        Assert.NotNull(_index.Find((Parts with { }).EncodeScope(), "a tower", [1, 0]));
    }

    [Fact]
    public void FullIndex_LosesWhatWasUsedLeastLately()
    {
        QuestionIndex small = new(2, Threshold);
        CacheKey scope = Parts.EncodeScope();
        small.Add(scope, Key(Parts, "the tower"), "the tower", [1, 0]);
        small.Add(scope, Key(Parts, "the harbour"), "the harbour", [0, 1]);
        Assert.NotNull(small.Find(scope, "a tower", [1, 0]));
        CacheKeyParts later = Parts with { Positions = [4, 4] };
        small.Add(later.EncodeScope(), Key(later, "the mill"), "the mill", [1, 1]);
        Assert.Equal((2, 1L), (small.Count, small.Evictions));
        Assert.Null(small.Find(scope, "a harbour", [0, 1]));
        Assert.NotNull(small.Find(scope, "a tower", [1, 0]));
        Assert.NotNull(small.Find(later.EncodeScope(), "a mill", [1, 1]));
    }

    [Fact]
    public void RemovedQuestion_IsNotFound_AndAnotherTimeNothingHappens()
    {
        Add("the tower", 1, 0);
        _index.Remove(Parts.EncodeScope(), Key(Parts, "the tower"));
        _index.Remove(Parts.EncodeScope(), Key(Parts, "the tower"));
        Assert.Null(Find("a tower", 1, 0));
        Assert.Equal((0, 0L), (_index.Count, _index.Evictions));
    }

    [Fact]
    public void EmbeddingWithoutADirection_OrOfAnotherLength_IsNearNothing()
    {
        Add("the tower", 0, 0);
        Add("the mill", float.NaN, 1);
        Assert.Equal(0, _index.Count);
        Add("the harbour", 1, 0);
        Assert.Null(Find("a harbour", 0, 0));
        Assert.Null(_index.Find(Parts.EncodeScope(), "a harbour", [1, 0, 0]));
    }

    [Fact]
    public async Task UseFromManyThreads_KeepsTheLimit_AndFindsOnlyTheScopesOwn()
    {
        QuestionIndex shared = new(50, Threshold);
        CacheKeyParts[] scopes = [.. Enumerable.Range(0, 5).Select(generation => Parts with { Generation = generation })];
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(seed =>
                    Task.Run(() =>
                    {
                        Random random = new(seed);
                        for (int i = 0; i < 5_000; i++)
                        {
                            CacheKeyParts scope = scopes[random.Next(scopes.Length)];
                            string question = $"tower {new string('x', random.Next(30))}";
                            if (random.Next(2) == 0)
                                shared.Add(scope.EncodeScope(), Key(scope, question), question, [1, random.NextSingle() / 10]);
                            else if (shared.Find(scope.EncodeScope(), question, [1, 0]) is { } near)
                                Assert.Equal(Key(scope, near.Question), near.Key);
                            Assert.InRange(shared.Count, 0, 50);
                        }
                    })
                )
        );
        Assert.True(shared.Evictions > 0);
    }

    private void Add(string question, params float[] embedding) =>
        _index.Add(Parts.EncodeScope(), Key(Parts, question), question, embedding);

    private NearQuestion? Find(string question, params float[] embedding) => _index.Find(Parts.EncodeScope(), question, embedding);

    private static CacheKey Key(CacheKeyParts parts, string question) => (parts with { Query = question }).Encode();
}

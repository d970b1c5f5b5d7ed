using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Query.Finding;
using RagCluster.Grains.Query.Observing;
using RagCluster.Grains.Query.Routing;
using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Tests.Fakes;

/// <summary>A collection's shards without a silo: each has one replica, which answers as a test says.</summary>
internal sealed class FakeShards
{
    private readonly List<ShardSearchRequest>[] _asked;
    private readonly int[] _counted;
    private readonly bool[] _missing;

    /// <summary>Creates shards that hold nothing at position 1.</summary>
    internal FakeShards(int count)
    {
        Settings = new CollectionSettings
        {
            ShardCount = count,
            Model = "m",
            Dimensions = 0,
        };
        _asked = [.. Enumerable.Range(0, count).Select(_ => new List<ShardSearchRequest>())];
        _counted = new int[count];
        _missing = new bool[count];
        Positions = [.. Enumerable.Repeat(1L, count)];
        Hits = [.. Enumerable.Repeat(Array.Empty<ShardHit>(), count)];
        (IGrainFactory factory, FakeGrains grains) = FakeGrains.Create();
        Grains = factory;
        for (int i = 0; i < count; i++)
        {
            int shard = i;
            grains.Add<IIndexShardGrain>($"{Collection}/{shard}/{OneSilo.Address}", (method, args) => Answer(shard, method, args));
        }

        grains.Add<IShardMapGrain>(Collection.ToString(), (_, _) => Task.FromResult(Map()));
        Maps = new ShardMaps(factory, TimeProvider.System, NullLogger<ShardMaps>.Instance);
        IOptions<QueryOptions> options = Options.Create(new QueryOptions());
        ReplicaAttempts attempts = new(
            options,
            new QueryObservers([], TimeProvider.System),
            TimeProvider.System,
            NullLogger<ReplicaAttempts>.Instance
        );
        ShardRouter router = new(factory, Maps, new OneSilo(), attempts, TimeProvider.System);
        Statistics = new StatisticsSource(router, TimeProvider.System);
        FanOut = new ShardFanOut(router, Statistics, options, TimeProvider.System, NullLogger<ShardFanOut>.Instance);
    }

    /// <summary>The collection.</summary>
    internal static CollectionId Collection { get; } = new("t", "c");

    internal CollectionSettings Settings { get; set; }

    internal IGrainFactory Grains { get; }

    internal ShardMaps Maps { get; }

    internal StatisticsSource Statistics { get; }

    internal ShardFanOut FanOut { get; }

    /// <summary>What each answers from.</summary>
    internal long[] Positions { get; }

    /// <summary>What each finds by words.</summary>
    internal ShardHit[][] Hits { get; }

    /// <summary>Is done before each search, with the shard's number.</summary>
    internal Action<int>? OnSearch { get; set; }

    /// <summary>What a shard was asked.</summary>
    internal IReadOnlyList<ShardSearchRequest> Asked(int shard) => _asked[shard];

    /// <summary>How often a shard counted terms.</summary>
    internal int Counted(int shard) => _counted[shard];

    /// <summary>Lets a shard answer nothing.</summary>
    internal void Miss(int shard) => _missing[shard] = true;

    /// <summary>A hit by words.</summary>
    internal static ShardHit Hit(string document, double score) =>
        new(
            new Chunk(new ChunkId(new DocumentId(document), 1, 0), 0, 4, "text", [], null, null, 1),
            "",
            document,
            [],
            new LegScores(score, null)
        );

    private ShardMap Map() =>
        new(
            1,
            Settings,
            [
                .. Settings
                    .Answering()
                    .Numbers.Select(shard => new ShardReplica(shard, OneSilo.Address, ReplicaPhase.Serving, DateTimeOffset.UnixEpoch)),
            ]
        );

    private object Answer(int shard, MethodInfo method, object?[] args)
    {
        if (method.Name == nameof(IIndexShardGrain.GetStatisticsAsync))
        {
            _counted[shard]++;
            return _missing[shard]
                ? new TaskCompletionSource<ShardStatistics>().Task
                : Task.FromResult(new ShardStatistics(10, 100, new Dictionary<string, long> { ["lamp"] = shard + 1 }, Positions[shard]));
        }

        if (method.Name != nameof(IIndexShardGrain.SearchAsync))
            throw new InvalidOperationException($"The test has no {method.Name}.");
        _asked[shard].Add((ShardSearchRequest)args[0]!);
        OnSearch?.Invoke(shard);
        return _missing[shard]
            ? new TaskCompletionSource<ShardSearchReply>().Task
            : Task.FromResult(new ShardSearchReply(Hits[shard], [], Positions[shard]) { Effort = ((ShardSearchRequest)args[0]!).Effort });
    }
}

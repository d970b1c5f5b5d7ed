using System.Collections.Concurrent;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Query;
using RagCluster.Planning.Superposition;
using RagCluster.Shards;

namespace RagCluster.Grains.Planning;

/// <summary>What happened while a query was computed. Empty when a cache or another caller's computation answered it. Safe for concurrent use.</summary>
internal sealed class QueryTrace
{
    private const string Many = "-many";
    private const string LexicalLeg = "lexical";
    private const string DenseLeg = "dense";

    private readonly ConcurrentQueue<StageTime> _stages = new();

    /// <summary>Is told a step and its time.</summary>
    internal Action<string, TimeSpan> Told => (stage, took) => _stages.Enqueue(new StageTime(stage, took));

    /// <summary>The steps in the order in which they ended.</summary>
    internal StageTime[] Stages => [.. _stages];

    /// <summary>The legs of the first wording.</summary>
    internal PlanLeg[] Legs { get; private set; } = [];

    /// <summary>Hits that each leg was asked for.</summary>
    internal int CandidateDepth { get; private set; }

    /// <summary>Whether the vector leg ran.</summary>
    internal bool HasVector { get; private set; }

    /// <summary>What was found; null while nothing was computed for this caller.</summary>
    internal FoundPassages? Found { get; private set; }

    /// <summary>The shards have answered.</summary>
    /// <param name="request">The query.</param>
    /// <param name="plan">How it was retrieved.</param>
    /// <param name="found">What they found.</param>
    /// <param name="round">How long the slowest took, with transport.</param>
    internal void Retrieved(SearchRequest request, RetrievalPlan plan, ShardSearchResult found, TimeSpan round)
    {
        bool hasLexical = request.Mode != SearchMode.Dense;
        HasVector = plan.UseVectors;
        CandidateDepth = plan.CandidateDepth;
        double denseWeight = !hasLexical ? 1 : plan.DenseWeight;
        Legs =
        [
            .. hasLexical ? [new PlanLeg(LexicalLeg, found.Bm25.Length, found.Bm25Took, 1 - denseWeight)] : Array.Empty<PlanLeg>(),
            .. HasVector ? [new PlanLeg(DenseLeg, found.Vectors.Length, found.VectorsTook, denseWeight)] : Array.Empty<PlanLeg>(),
        ];
        Told("shards", round);
        // Both legs travel in one call: what one of them costs alone is the round without the other.
        if (hasLexical)
            Told(LexicalLeg, Without(round, found.VectorsTook));
        if (HasVector)
            Told(DenseLeg, Without(round, found.Bm25Took));
    }

    /// <summary>Other wordings were searched at the same time: each of their steps took as long as the slowest.</summary>
    internal void AddMany(IReadOnlyList<QueryTrace> wordings)
    {
        foreach (
            IGrouping<string, StageTime> stage in wordings
                .SelectMany(wording => wording._stages)
                .GroupBy(stage => stage.Stage, StringComparer.Ordinal)
        )
            Told(stage.Key + Many, stage.Max(time => time.Took));
    }

    /// <summary>The computation has ended.</summary>
    internal void Ended(FoundPassages found) => Found = found;

    private static TimeSpan Without(TimeSpan round, TimeSpan other) => round > other ? round - other : TimeSpan.Zero;
}

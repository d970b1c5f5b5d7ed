using System.Collections.Concurrent;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Planning.Records;

/// <summary>
/// Remembers what happens while a query is computed, so that it can be explained. Empty when a cache or another caller's computation
/// answers: that says nothing of the plan that was chosen for this one. Safe for concurrent use.
/// </summary>
internal abstract class QueryTrace : IQueryWatch
{
    private const string Many = "-many";
    private const string LexicalLeg = "lexical";
    private const string DenseLeg = "dense";
    private const string Expand = "expand";

    // The others are parts of these, or the whole.
    private static readonly string[] Traced = [QueryStage.Embed, QueryStage.Shards, QueryStage.Fuse, QueryStage.Rerank];

    private readonly ConcurrentQueue<StageTime> _stages = new();
    private readonly ConcurrentQueue<Wording> _wordings = new();
    private PlanLeg[] _legs = [];
    private int _candidateDepth;
    private bool _hasVector;

    /// <summary>What was found; null while nothing was computed for this caller.</summary>
    internal SearchFinding? Finding { get; private set; }

    /// <inheritdoc/>
    public void StageEnded(string stage, TimeSpan took)
    {
        if (Traced.Contains(stage))
            Add(stage, took);
    }

    /// <inheritdoc/>
    public void Retrieved(RetrievedLegs legs)
    {
        _hasVector = legs.Plan.UseVectors;
        _candidateDepth = legs.Plan.CandidateDepth;
        double denseWeight = !legs.HasLexical ? 1 : legs.Plan.DenseWeight;
        _legs =
        [
            .. legs.HasLexical
                ? [new PlanLeg(LexicalLeg, legs.Found.Bm25.Length, legs.Found.Bm25Took, 1 - denseWeight)]
                : Array.Empty<PlanLeg>(),
            .. _hasVector
                ? [new PlanLeg(DenseLeg, legs.Found.Vectors.Length, legs.Found.VectorsTook, denseWeight)]
                : Array.Empty<PlanLeg>(),
        ];
        // Both legs travel in one call: what one of them costs alone is the round without the other.
        if (legs.HasLexical)
            Add(LexicalLeg, Without(legs.Round, legs.Found.VectorsTook));
        if (_hasVector)
            Add(DenseLeg, Without(legs.Round, legs.Found.Bm25Took));
    }

    /// <inheritdoc/>
    public void Expanded(TimeSpan took) => Add(Expand, took);

    /// <inheritdoc/>
    public IQueryWatch BeginWording()
    {
        Wording wording = new();
        _wordings.Enqueue(wording);
        return wording;
    }

    // They were searched at the same time: each of their steps took as long as the slowest.
    /// <inheritdoc/>
    public void WordingsEnded()
    {
        foreach (
            IGrouping<string, StageTime> stage in _wordings
                .SelectMany(wording => wording._stages)
                .GroupBy(stage => stage.Stage, StringComparer.Ordinal)
        )
            Add(stage.Key + Many, stage.Max(time => time.Took));
    }

    /// <inheritdoc/>
    public void Found(SearchFinding finding) => Finding = finding;

    /// <inheritdoc/>
    public virtual SearchRequest Amend(SearchRequest request) => request;

    /// <inheritdoc/>
    public virtual ValueTask<CallReport> EndAsync(QueryOutcome outcome, CallReport report, CancellationToken cancellationToken) =>
        ValueTask.FromResult(report);

    /// <inheritdoc/>
    public virtual void Ended(QueryOutcome outcome, CallReport report) { }

    /// <summary>How the query was answered.</summary>
    /// <param name="request">The query with its plan's legs.</param>
    /// <param name="source">Who chose the plan.</param>
    /// <param name="choice">The planner's choice; null when it did not choose.</param>
    internal PlanExplanation Explain(SearchRequest request, PlanSource source, PlanChoice? choice) =>
        new(QueryClassNames.Of(request.Query), RetrievalPlanNames.Of(request.Options, _hasVector), source)
        {
            Choice = choice,
            CandidateDepth = _candidateDepth,
            Legs = _legs,
            Stages = [.. _stages],
        };

    private static TimeSpan Without(TimeSpan round, TimeSpan other) => round > other ? round - other : TimeSpan.Zero;

    private void Add(string stage, TimeSpan took) => _stages.Enqueue(new StageTime(stage, took));

    private sealed class Wording : QueryTrace;
}

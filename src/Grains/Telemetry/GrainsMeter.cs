using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Grains.Telemetry;

/// <summary>What the ways of a document and of a question measure.</summary>
internal static class GrainsMeter
{
    private static readonly Meter Meter = new("RagCluster.Grains");
    private static readonly Counter<long> Documents = MetricList.IngestDocuments.Counter(Meter);
    private static readonly Counter<long> ShardCalls = MetricList.ShardCalls.Counter(Meter);
    private static readonly Counter<long> CacheRequests = MetricList.CacheRequests.Counter(Meter);
    private static readonly Counter<long> Failures = MetricList.Failures.Counter(Meter);
    private static readonly Histogram<double> Results = MetricList.SearchResults.Histogram(Meter);

    private static readonly Counter<long> ExperimentQueries = MetricList.ExperimentQueries.Counter(Meter);
    private static readonly Counter<long> ExperimentOutcomes = MetricList.ExperimentOutcomes.Counter(Meter);
    private static readonly Counter<long> Feedback = MetricList.Feedback.Counter(Meter);
    private static readonly Counter<long> ArmsStopped = MetricList.ExperimentArmsStopped.Counter(Meter);

    private static readonly Counter<long> Deaths = MetricList.MembershipDeaths.Counter(Meter);
    private static long _viewVersion;

    static GrainsMeter() =>
        Meter.CreateObservableGauge(
            MetricList.ClusterViewVersion.Name,
            () => Volatile.Read(ref _viewVersion),
            null,
            MetricList.ClusterViewVersion.Help
        );

    private static readonly Histogram<double> Recall = MetricList.RecallProbe.Histogram(Meter);
    private static readonly Histogram<double> SearchDuration = MetricList.SearchDuration.Histogram(Meter);

    /// <summary>Seconds of an indexing stage.</summary>
    internal static readonly Histogram<double> IngestDuration = MetricList.IngestStageDuration.Histogram(Meter);

    /// <summary>Versions that wait or run.</summary>
    internal static readonly UpDownCounter<long> QueueDepth = MetricList.IngestQueueDepth.UpDownCounter(Meter);

    /// <summary>The membership has a new version.</summary>
    internal static void ViewVersion(long version) => Volatile.Write(ref _viewVersion, version);

    /// <summary>Silos have left the cluster.</summary>
    internal static void SilosLeft(int count) => Deaths.Add(count);

    /// <summary>The indexing of a version ended.</summary>
    /// <param name="outcome">indexed, superseded or failed.</param>
    internal static void DocumentEnded(string outcome) => Documents.Add(1, Tag("outcome", outcome));

    /// <summary>Something failed for a fault of ours or of what we use.</summary>
    /// <param name="dependency">What was being used.</param>
    /// <param name="type">The exception's type.</param>
    internal static void Failed(string dependency, string type) => Failures.Add(1, Tag("dependency", dependency), Tag("type", type));

    /// <summary>A search returned passages.</summary>
    /// <param name="count">Their number.</param>
    internal static void Found(int count) => Results.Record(count);

    /// <summary>A search was repeated exhaustively.</summary>
    /// <param name="recall">The share of what is nearest that it had found.</param>
    internal static void Probed(double recall) => Recall.Record(recall);

    /// <summary>A replica of a shard was asked.</summary>
    /// <param name="isSecond">Whether another one had been asked and took long.</param>
    internal static void ShardCalled(bool isSecond) => ShardCalls.Add(1, Tag("attempt", isSecond ? "second" : "first"));

    /// <summary>A tier of the cache was asked.</summary>
    /// <param name="cache">Its name.</param>
    /// <param name="kind">For what.</param>
    /// <param name="hit">Whether it knew.</param>
    internal static void CacheAsked(string cache, string kind, bool hit) =>
        CacheRequests.Add(1, Tag("cache", cache), Tag("kind", kind), Tag("outcome", hit ? "hit" : "miss"));

    /// <summary>A step of a search ended.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="took">Its time.</param>
    internal static void SearchStage(string stage, TimeSpan took) => SearchDuration.Record(took.TotalSeconds, Tag("stage", stage));

    /// <summary>A query took part in an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="arm">The arm that answered.</param>
    internal static void Exposed(string experiment, string arm) => ExperimentQueries.Add(1, Tag("experiment", experiment), Tag("arm", arm));

    /// <summary>An experiment counted an outcome.</summary>
    /// <param name="outcome">Its kind.</param>
    internal static void ExperimentOutcome(OutcomeKind outcome) =>
        ExperimentOutcomes.Add(1, Tag("outcome", outcome.ToString().ToLowerInvariant()));

    /// <summary>A guardrail stopped an arm.</summary>
    internal static void ExperimentArmStopped() => ArmsStopped.Add(1);

    /// <summary>Somebody said what became of an answer.</summary>
    /// <param name="outcome">good, bad or opened.</param>
    internal static void FeedbackGiven(string outcome) => Feedback.Add(1, Tag("outcome", outcome));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

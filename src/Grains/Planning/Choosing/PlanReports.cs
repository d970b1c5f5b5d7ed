using Microsoft.Extensions.Logging;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>
/// What this silo learned and has not sent yet, summed by class. A report that does not arrive is lost, and one whose call fails after it
/// arrived counts: evidence is not worth more. Safe for concurrent use.
/// </summary>
/// <param name="grains">Reaches the planners.</param>
/// <param name="log">Says which report was lost.</param>
internal sealed partial class PlanReports(IGrainFactory grains, ILogger<PlanReports> log)
{
    private const int WaitingMax = 1_000;
    private const int RecordsMax = 64;

    private readonly Lock _gate = new();
    private Dictionary<(string Key, int Epoch, long Lineage, int FirstShard), Sum> _waiting = [];

    /// <summary>Adds a query's outcome.</summary>
    /// <param name="key">The key of its class's planner.</param>
    /// <param name="record">The query.</param>
    /// <param name="citations">The documents that answered.</param>
    /// <param name="silo">Where it ran.</param>
    internal void Add(string key, QueryRecord record, CitedDocument[] citations, string silo)
    {
        int epoch = record.Explanation.Choice?.Evidence.Epoch ?? 0;
        lock (_gate)
        {
            (string key, int epoch, long Lineage, int FirstShard) place = (key, epoch, record.Version.Lineage, record.Version.FirstShard);
            if (!_waiting.TryGetValue(place, out Sum? sum))
            {
                if (_waiting.Count >= WaitingMax)
                    return;
                _waiting[place] = sum = new Sum(new BeliefDelta(RetrievalMenu.Default, epoch));
            }

            sum.Add(record, citations, silo);
        }
    }

    /// <summary>Sends what is there.</summary>
    internal async Task SendAsync(CancellationToken cancellationToken)
    {
        Dictionary<(string Key, int Epoch, long Lineage, int FirstShard), Sum> taken;
        lock (_gate)
        {
            if (_waiting.Count == 0)
                return;
            (taken, _waiting) = (_waiting, []);
        }

        foreach (((string key, _, _, _), Sum sum) in taken)
        {
            try
            {
                await grains.GetGrain<ITaskPlanGrain>(key).ReportAsync(sum.ToReport(), cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the other classes' planners may take theirs.
                LogLost(error, key);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The planner of {Key} took no report")]
    private partial void LogLost(Exception error, string key);

    private sealed class Sum(BeliefDelta delta)
    {
        private readonly Dictionary<string, CitedDocument> _citations = new(StringComparer.Ordinal);
        private readonly Queue<QueryRecord> _records = new();
        private CollectionVersion? _version;
        private int _queries;
        private int _labels;
        private Tally _planned;
        private Tally _control;

        internal void Add(QueryRecord record, CitedDocument[] citations, string silo)
        {
            _version = record.Version;
            _queries++;
            if (record.Reward is { } value && EvidenceTranslation.PlanNumber(record.Explanation.Plan) is { } plan)
            {
                delta.AddOutcome(plan, value, PlanOutcome.Weight);
                _labels++;
                AddUtility(record.Explanation, plan, value);
            }

            foreach (StageTime stage in record.Explanation.Stages)
            {
                if (EvidenceTranslation.StageNumber(stage.Stage) is { } number)
                    delta.AddLatency(new StageAtSilo(number, silo), stage.Took, record.At);
            }

            foreach (CitedDocument cited in citations)
                _citations[cited.Document.Value] = cited;
            // One that was asked for is recorded already.
            if (record.Explanation.Record is null)
                _records.Enqueue(record);
            if (_records.Count > RecordsMax)
                _records.Dequeue();
        }

        internal PlanReport ToReport() =>
            new(_version!, EvidenceTranslation.ToWire(delta))
            {
                QueryCount = _queries,
                LabelCount = _labels,
                Citations = [.. _citations.Values.TakeLast(RecentCitations.Max)],
                Records = [.. _records],
                Planned = StoredTrial.ToWire(_planned),
                Control = StoredTrial.ToWire(_control),
            };

        // By the steps that were measured, as the planner weighs them: what is the same under every plan would only be noise.
        private void AddUtility(PlanExplanation explanation, int plan, double reward)
        {
            if (explanation.Choice is not { } choice)
                return;
            double utility =
                reward
                - (choice.Terms.LatencyPrice * PlanOutcome.Seconds(plan, explanation.Stages))
                - (choice.Terms.CostPrice * RetrievalMenu.Default.Plans[plan].Cost);
            if (explanation.Source == PlanSource.Planner)
                _planned = _planned.With(utility);
            else if (explanation.Source == PlanSource.Control)
                _control = _control.With(utility);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Planning;

namespace RagCluster.Grains.Telemetry;

/// <summary>
/// How coherent and how undecided the planner is, over the query classes that are active on this silo, as of their last check. Means, so
/// that neither a collection nor a class is a label.
/// </summary>
internal static class PlannerMeter
{
    private static readonly ConcurrentDictionary<string, PlanStatus> Classes = new(StringComparer.Ordinal);
    private static readonly Meter Meter = new("RagCluster.Grains.Planning");
    private static readonly Counter<long> Choices = MetricList.PlannerChoices.Counter(Meter);

    static PlannerMeter()
    {
        Meter.CreateObservableGauge(MetricList.PlannerClasses.Name, () => Classes.Count, null, MetricList.PlannerClasses.Help);
        Meter.CreateObservableGauge(MetricList.PlannerCoherence.Name, Coherence, null, MetricList.PlannerCoherence.Help);
        Meter.CreateObservableGauge(MetricList.PlannerEntropy.Name, Entropy, null, MetricList.PlannerEntropy.Help);
    }

    /// <summary>A query was planned.</summary>
    /// <param name="source">Who chose its plan.</param>
    internal static void Chosen(PlanSource source) =>
        Choices.Add(1, new KeyValuePair<string, object?>("source", source.ToString().ToLowerInvariant()));

    /// <summary>A class was checked.</summary>
    /// <param name="key">Its planner's key.</param>
    /// <param name="status">What is known of it.</param>
    internal static void Checked(string key, PlanStatus status) => Classes[key] = status;

    /// <summary>A class ends on this silo.</summary>
    /// <param name="key">Its planner's key.</param>
    internal static void Ended(string key) => Classes.TryRemove(key, out _);

    private static IEnumerable<Measurement<double>> Coherence() =>
        Classes
            .Values.SelectMany(status => status.Stages)
            .GroupBy(stage => stage.Stage, StringComparer.Ordinal)
            .Select(stage => new Measurement<double>(
                stage.Average(one => one.Coherence),
                new KeyValuePair<string, object?>("stage", stage.Key)
            ));

    private static IEnumerable<Measurement<double>> Entropy()
    {
        PlanStatus[] all = [.. Classes.Values];
        return all.Length == 0 ? [] : [new Measurement<double>(all.Average(status => status.Entropy))];
    }
}

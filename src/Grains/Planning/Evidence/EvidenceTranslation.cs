using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Grains.Planning.Evidence;

/// <summary>Between evidence on the wire, which names plans and steps, and that of the library, which numbers those of one menu.</summary>
internal static class EvidenceTranslation
{
    private static readonly PlanMenu Menu = RetrievalMenu.Default;
    private static readonly Dictionary<string, int> Plans = Numbers(Menu.Plans.Select(plan => plan.Name));
    private static readonly Dictionary<string, int> Stages = Numbers(Menu.Stages.Select(stage => stage.Name));

    /// <summary>The menu's plans.</summary>
    internal static IEnumerable<string> PlanNames => Menu.Plans.Select(plan => plan.Name);

    /// <summary>Whether the menu has a plan.</summary>
    internal static int? PlanNumber(string plan) => Plans.TryGetValue(plan, out int number) ? number : null;

    /// <summary>Whether the menu has a step.</summary>
    internal static int? StageNumber(string stage) => Stages.TryGetValue(stage, out int number) ? number : null;

    /// <summary>All that is known, or as much of it as counts on one silo.</summary>
    internal static PlanEvidence ToWire(PlanBeliefs beliefs, string? silo = null) =>
        ToWire(
            beliefs.Epoch,
            beliefs.Quality,
            beliefs.Latency.Where(pair => silo is null || pair.Key.Silo.Length == 0 || pair.Key.Silo == silo)
        );

    /// <summary>An addition.</summary>
    internal static PlanEvidence ToWire(BeliefDelta delta) => ToWire(delta.Epoch, delta.Quality, delta.Latency);

    /// <summary>An addition; what another build calls otherwise is left out.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="epochMax">The events that are known here.</param>
    internal static BeliefDelta FromWire(PlanEvidence evidence, int epochMax)
    {
        BeliefDelta delta = new(Menu, Math.Clamp(evidence.Epoch, 0, epochMax));
        foreach (PlanQuality quality in evidence.Quality)
        {
            if (PlanNumber(quality.Plan) is { } plan)
                delta.AddQuality(plan, new QualityBelief(quality.Successes, quality.Failures));
        }

        foreach (StageLatency latency in evidence.Latency)
        {
            if (StageNumber(latency.Stage) is { } stage)
                delta.AddLatency(
                    new StageAtSilo(stage, latency.Silo),
                    LatencyBelief.Restore(latency.LastSeen, FromWire(latency.Recent), FromWire(latency.Baseline))
                );
        }

        return delta;
    }

    private static PlanEvidence ToWire(
        int epoch,
        IReadOnlyList<QualityBelief> quality,
        IEnumerable<KeyValuePair<StageAtSilo, LatencyBelief>> latency
    ) =>
        new(
            epoch,
            [
                .. quality
                    .Select((belief, plan) => new PlanQuality(Menu.Plans[plan].Name, belief.Successes, belief.Failures))
                    .Where(plan => plan.Successes + plan.Failures > 0),
            ],
            [
                .. latency.Select(pair => new StageLatency(
                    Menu.Stages[pair.Key.Stage].Name,
                    pair.Key.Silo,
                    pair.Value.LastSeen,
                    ToWire(pair.Value.Recent),
                    ToWire(pair.Value.Baseline)
                )),
            ]
        );

    private static WeightedSeconds ToWire(DecayedMean mean) => new(mean.Weight, mean.Sum);

    private static DecayedMean FromWire(WeightedSeconds seconds) => new(seconds.Weight, seconds.Sum);

    private static Dictionary<string, int> Numbers(IEnumerable<string> names) =>
        names.Select((name, number) => (name, number)).ToDictionary(pair => pair.name, pair => pair.number, StringComparer.Ordinal);
}

using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// Evidence that a silo collected and sends on. Deltas of one epoch add: in any order and grouping they give the same belief (but for the
/// rounding of sums). Not safe for concurrent use.
/// </summary>
public sealed class BeliefDelta
{
    /// <summary>How much a run counts for the plans that it contains.</summary>
    public const double SideWeight = 0.5;

    private readonly PlanMenu _menu;
    private readonly QualityBelief[] _quality;
    private readonly Dictionary<StageAtSilo, LatencyBelief> _latency = [];

    /// <summary>Creates a delta without evidence.</summary>
    /// <param name="menu">The plans that it speaks of.</param>
    /// <param name="epoch">The events that its silo knew of: see <see cref="PlanBeliefs.Epoch"/>.</param>
    public BeliefDelta(PlanMenu menu, int epoch)
    {
        ArgumentNullException.ThrowIfNull(menu);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        _menu = menu;
        _quality = new QualityBelief[menu.Plans.Count];
        Epoch = epoch;
    }

    /// <summary>The events that its silo knew of.</summary>
    public int Epoch { get; }

    /// <summary>Evidence of the plans' quality, by number.</summary>
    public IReadOnlyList<QualityBelief> Quality => _quality;

    /// <summary>Evidence of the steps' latency.</summary>
    public IReadOnlyDictionary<StageAtSilo, LatencyBelief> Latency => _latency;

    /// <summary>Two deltas' evidence.</summary>
    /// <exception cref="ArgumentException">They are of different epochs or menus.</exception>
    public static BeliefDelta Merge(BeliefDelta left, BeliefDelta right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Epoch != right.Epoch || !ReferenceEquals(left._menu, right._menu))
            throw new ArgumentException("Only deltas of one menu and epoch can be merged.", nameof(right));
        BeliefDelta merged = new(left._menu, left.Epoch);
        foreach (BeliefDelta part in (BeliefDelta[])[left, right])
        {
            for (int plan = 0; plan < merged._quality.Length; plan++)
                merged._quality[plan] += part._quality[plan];
            foreach ((StageAtSilo stage, LatencyBelief belief) in part._latency)
                merged.AddLatency(stage, belief);
        }

        return merged;
    }

    /// <summary>Adds a plan's outcome.</summary>
    /// <param name="plan">The plan's number.</param>
    /// <param name="reward">0 to 1: whether the answer was grounded and not corrected; clicks and thumbs as fractions.</param>
    /// <param name="weight">1 for a user's verdict; 0.7 for a golden query; <see cref="SideWeight"/> for a contained plan.</param>
    public void AddOutcome(int plan, double reward, double weight) => _quality[plan] += QualityBelief.Of(reward, weight);

    /// <summary>Adds how long a step took, for its silo and for all silos.</summary>
    /// <param name="stage">The step and its silo.</param>
    /// <param name="latency">Not negative.</param>
    /// <param name="at">When it ended.</param>
    public void AddLatency(StageAtSilo stage, TimeSpan latency, DateTimeOffset at)
    {
        LatencyBelief sample = LatencyBelief.Of(latency, at);
        AddLatency(stage, sample);
        if (stage.Silo.Length > 0)
            AddLatency(stage.Anywhere, sample);
    }

    /// <summary>Adds evidence of a plan that was summed before, for example by another silo.</summary>
    /// <param name="plan">The plan's number.</param>
    /// <param name="belief">The evidence.</param>
    public void AddQuality(int plan, QualityBelief belief) => _quality[plan] += belief;

    /// <summary>Adds evidence of a step that was summed before, for this silo or for all alone.</summary>
    /// <param name="stage">The step and its silo; an empty one for all.</param>
    /// <param name="belief">The evidence.</param>
    public void AddLatency(StageAtSilo stage, LatencyBelief belief) => _latency[stage] = _latency.GetValueOrDefault(stage) + belief;
}

using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Planning.Queries.Superposition.Beliefs;

/// <summary>
/// All evidence about the plans of one class of queries. Time makes latencies fade, never quality; events make quality fade. A delta that
/// was collected before an event and comes after it fades as if it had come before. Not safe for concurrent use: a grain's turn guards it.
/// </summary>
public sealed class PlanBeliefs
{
    // What an event leaves when everything that was cited changed: a new corpus in the same words is not wholly unknown.
    private const double FadeMax = 0.85;

    /// <summary>The most entries of step and silo; the ones unseen for longest are dropped.</summary>
    public const int LatenciesMax = 1024;

    private readonly QualityBelief[] _quality;
    private readonly Dictionary<StageAtSilo, LatencyBelief> _latency = [];
    private readonly List<double> _events = [];
    private int _forgottenEvents;

    /// <summary>The most events whose ρ are kept: what was collected before all of them counts nothing for quality any more.</summary>
    public const int EventsMax = 256;

    /// <summary>Creates beliefs without evidence.</summary>
    /// <param name="menu">The plans.</param>
    public PlanBeliefs(PlanMenu menu)
    {
        ArgumentNullException.ThrowIfNull(menu);
        Menu = menu;
        _quality = new QualityBelief[menu.Plans.Count];
    }

    /// <summary>The plans.</summary>
    public PlanMenu Menu { get; }

    /// <summary>Beliefs as they were kept.</summary>
    /// <param name="menu">The plans.</param>
    /// <param name="kept">The evidence.</param>
    /// <param name="events">See <see cref="Events"/>; those of <paramref name="kept"/> are not looked at.</param>
    /// <param name="epoch">See <see cref="Epoch"/>; at least the number of events.</param>
    public static PlanBeliefs Restore(PlanMenu menu, BeliefDelta kept, IReadOnlyCollection<double> events, int epoch)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, events.Count);
        PlanBeliefs beliefs = new(menu) { _forgottenEvents = epoch - events.Count };
        beliefs._events.AddRange(events);
        beliefs.Add(kept, 1);
        return beliefs;
    }

    /// <summary>How many events there were. A delta carries the number that its silo knew of.</summary>
    public int Epoch => _forgottenEvents + _events.Count;

    /// <summary>What the last events left of the quality, each a ρ, oldest first.</summary>
    public IReadOnlyList<double> Events => _events;

    /// <summary>Belief of each plan's quality, by number.</summary>
    public IReadOnlyList<QualityBelief> Quality => _quality;

    /// <summary>Belief of each step's latency, by silo; an empty silo stands for all.</summary>
    public IReadOnlyDictionary<StageAtSilo, LatencyBelief> Latency => _latency;

    /// <summary>Adds evidence.</summary>
    /// <param name="delta">Of this epoch or an earlier one.</param>
    /// <exception cref="ArgumentException">It is of a later epoch: its event has to be told first.</exception>
    public void Apply(BeliefDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        if (delta.Epoch > Epoch)
            throw new ArgumentException($"The delta knows {delta.Epoch} events, these beliefs {Epoch}.", nameof(delta));
        double share = delta.Epoch < _forgottenEvents ? 0 : 1;
        for (int i = Math.Max(0, delta.Epoch - _forgottenEvents); i < _events.Count; i++)
            share *= _events[i];
        Add(delta, share);
    }

    /// <summary>Notes that documents, the index generation or a model changed: quality fades to ρ = 1 − 0.85 · share.</summary>
    /// <param name="changedShare">The share of the class's recent citations that lie in what changed, 0 to 1.</param>
    /// <returns>ρ.</returns>
    public double Decohere(double changedShare)
    {
        if (changedShare is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(changedShare), changedShare, "A share lies from 0 to 1.");
        double rho = 1 - FadeMax * changedShare;
        for (int plan = 0; plan < _quality.Length; plan++)
            _quality[plan] = rho * _quality[plan];
        _events.Add(rho);
        if (_events.Count > EventsMax)
        {
            _events.RemoveAt(0);
            _forgottenEvents++;
        }

        return rho;
    }

    /// <summary>What is known of a step's latency on a silo: there, else anywhere; empty where it was never seen.</summary>
    /// <param name="stage">The step's number.</param>
    /// <param name="silo">The silo.</param>
    public LatencyBelief LatencyOf(int stage, string silo)
    {
        StageAtSilo key = new(stage, silo);
        return _latency.TryGetValue(key, out LatencyBelief here) ? here : _latency.GetValueOrDefault(key.Anywhere);
    }

    private void Add(BeliefDelta delta, double share)
    {
        for (int plan = 0; plan < _quality.Length; plan++)
            _quality[plan] += share * delta.Quality[plan];
        foreach ((StageAtSilo stage, LatencyBelief belief) in delta.Latency)
            _latency[stage] = _latency.GetValueOrDefault(stage) + belief;
        if (_latency.Count > LatenciesMax)
            ForgetOldest();
    }

    private void ForgetOldest()
    {
        foreach (
            StageAtSilo stage in _latency
                .Where(pair => pair.Key.Silo.Length > 0)
                .OrderBy(pair => pair.Value.LastSeen)
                .ThenBy(pair => pair.Key.Stage)
                .ThenBy(pair => pair.Key.Silo, StringComparer.Ordinal)
                .Take(LatenciesMax / 4)
                .Select(pair => pair.Key)
                .ToArray()
        )
            _latency.Remove(stage);
    }
}

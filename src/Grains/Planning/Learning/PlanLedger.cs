using RagCluster.Corpus.Documents;
using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Planning.Evidence;
using RagCluster.Planning.Experiments;
using RagCluster.Planning.Queries.Superposition;
using RagCluster.Planning.Queries.Superposition.Beliefs;
using RagCluster.Planning.Queries.Superposition.Live;
using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.Grains.Planning.Learning;

/// <summary>
/// What is known of one class's plans and of the state of the collection that it was learned from. Additions commute; what happens to the
/// collection is an event. Not safe for concurrent use: the grain's turn guards it.
/// </summary>
internal sealed class PlanLedger
{
    /// <summary>The cause of an event: cited documents have another version now, or are gone.</summary>
    internal const string Documents = "documents";

    /// <summary>The cause of an event: another model, or another revision, embedded the collection anew.</summary>
    internal const string Model = "model";

    private const int EventsShown = 32;
    private static readonly TimeSpan LabelWindow = TimeSpan.FromHours(1);

    private readonly PlanBeliefs _beliefs;
    private readonly RecentCitations _citations = new();
    private readonly List<DecoherenceEvent> _events = [];
    private CollectionVersion? _version;
    private long _queries;
    private DecayedMean _labels;
    private DateTimeOffset _labelsAt;
    private readonly GainTrial _trial = new();
    private readonly GoldenSchedule _golden = new();
    private int _goldenQueries;

    /// <summary>A ledger without evidence of its own.</summary>
    internal PlanLedger() => _beliefs = GoldenStart.NewBeliefs();

    /// <summary>A ledger as it was stored.</summary>
    internal PlanLedger(StoredLedger kept)
    {
        _beliefs = PlanBeliefs.Restore(
            RetrievalMenu.Default,
            EvidenceTranslation.FromWire(kept.Evidence, int.MaxValue),
            kept.Left,
            kept.Evidence.Epoch
        );
        _version = kept.Version;
        _events.AddRange(kept.Events);
        foreach (CitedDocument cited in kept.Citations)
            _citations.Add(cited.Document.Value, cited.Generation);
        _queries = kept.QueryCount;
        _labels = new DecayedMean(kept.LabelWeight, 0);
        _labelsAt = kept.LabelsAt;
        HasMoved = kept.HasMoved;
        _trial = kept.Trial?.ToTrial() ?? new GainTrial();
        _golden = kept.Golden is { } golden ? new GoldenSchedule(golden.Left, golden.RanAt) : new GoldenSchedule();
        _goldenQueries = kept.Golden?.QueryCount ?? 0;
    }

    /// <summary>Whether shards have moved on since the cited documents were looked at.</summary>
    internal bool HasMoved { get; private set; }

    /// <summary>The documents that the last answers came from.</summary>
    internal DocumentId[] Cited => [.. _citations.Documents.Select(pair => new DocumentId(pair.Key))];

    /// <summary>Whether a report is of a later collection of the same name: then a new ledger takes it.</summary>
    internal bool IsOfEarlierCollection(PlanReport report) => _version is { } known && known.Lineage < report.Version.Lineage;

    /// <summary>Adds what a silo learned; what is of an earlier collection of the same name is left out.</summary>
    internal void Add(PlanReport report, DateTimeOffset now)
    {
        if (_version is { } known && known.Lineage > report.Version.Lineage)
            return;
        Follow(report.Version, now);
        _beliefs.Apply(EvidenceTranslation.FromWire(report.Evidence, _beliefs.Epoch));
        _queries += report.QueryCount;
        _labels = new DecayedMean(Labels(now) + report.LabelCount, 0);
        _labelsAt = now;
        _trial.Add(StoredTrial.FromWire(report.Planned), StoredTrial.FromWire(report.Control));
        // What an earlier model found says nothing of what the present one will.
        if (report.Version.FirstShard < _version!.FirstShard)
            return;
        foreach (CitedDocument cited in report.Citations)
            _citations.Add(cited.Document.Value, cited.Generation);
    }

    /// <summary>Notes which of the cited documents are another version now.</summary>
    /// <param name="present">The version of each that is there.</param>
    /// <param name="now">The time.</param>
    /// <returns>The share that changed.</returns>
    internal double NoteVersions(IReadOnlyDictionary<DocumentId, long> present, DateTimeOffset now)
    {
        HasMoved = false;
        double share = _citations.TakeChanged(id => present.TryGetValue(new DocumentId(id), out long generation) ? generation : null);
        if (share > 0)
            Happened(Documents, share, now);
        return share;
    }

    /// <summary>Chooses a plan.</summary>
    internal PlanChoice Choose(PlanConstraints constraints, PlannerOptions options, ulong seed, DateTimeOffset now)
    {
        PlanTerms terms = new(options.LatencyPrice, options.CostPrice, options.Kappa, options.CoherenceTime, Labels(now));
        PlanDecision decision = Decide(_beliefs, constraints, terms, seed, now);
        IReadOnlyList<double> shares = decision.Superposition.Probabilities;
        return new PlanChoice(_beliefs.Menu.Plans[decision.Plan].Name, seed, now, constraints)
        {
            Terms = terms,
            Evidence = EvidenceTranslation.ToWire(_beliefs, constraints.Silo),
            Shares =
            [
                .. shares
                    .Select((share, plan) => new PlanShare(_beliefs.Menu.Plans[plan].Name, share))
                    .Where(share => !constraints.Excluded.Contains(share.Plan)),
            ],
            Entropy = decision.Superposition.Entropy,
            IsCollapsed = decision.IsCollapsed,
            IsFallback = decision.IsFallback,
        };
    }

    /// <summary>The plan that is chosen again from what was known then.</summary>
    internal static string ChooseAgain(PlanChoice choice)
    {
        BeliefDelta evidence = EvidenceTranslation.FromWire(choice.Evidence, int.MaxValue);
        PlanBeliefs beliefs = PlanBeliefs.Restore(RetrievalMenu.Default, evidence, [], choice.Evidence.Epoch);
        return beliefs.Menu.Plans[Decide(beliefs, choice.Constraints, choice.Terms, choice.Seed, choice.At).Plan].Name;
    }

    /// <summary>What is known, for people.</summary>
    internal PlanStatus Status(string queryClass, PlannerOptions options, DateTimeOffset now)
    {
        // Of all silos together, and one seed, so that the same evidence is shown alike.
        PlanChoice choice = Choose(new PlanConstraints("", null, [RetrievalMenu.Cached]), options, 0, now);
        PlanSuperposition superposition = Decide(_beliefs, choice.Constraints, choice.Terms, 0, now).Superposition;
        return new PlanStatus(queryClass, _queries, _beliefs.Epoch)
        {
            Entropy = choice.Entropy,
            IsCollapsed = choice.IsCollapsed,
            Plans = [.. choice.Shares.Select(share => ToAmplitude(share, superposition))],
            Stages =
            [
                .. _beliefs
                    .Menu.Stages.Select(
                        (stage, number) => ToCoherence(stage.Name, _beliefs.LatencyOf(number, ""), options.CoherenceTime, now)
                    )
                    .OfType<StageCoherence>(),
            ],
            Events = [.. _events],
            Trial = Trial(),
            Golden = Golden,
        };
    }

    /// <summary>The collection that was learned from; null before the first report.</summary>
    internal long? Lineage => _version?.Lineage;

    /// <summary>How many events are known.</summary>
    internal int Epoch => _beliefs.Epoch;

    /// <summary>
    /// Whether the golden queries are to be run again. Not for a planner that is suspended: nobody asks what it believes.
    /// </summary>
    internal bool IsGoldenDue(TimeSpan pause, DateTimeOffset now) => _trial.SuspendedAt is null && _golden.IsDue(now, pause);

    /// <summary>The golden queries are being run.</summary>
    internal void GoldenBegins(DateTimeOffset now)
    {
        _golden.Ran(now);
        _goldenQueries = 0;
    }

    /// <summary>Adds a golden query's verdicts on the plans.</summary>
    /// <param name="verdicts">The verdicts by plan.</param>
    /// <param name="epoch">The events that were known when it was run.</param>
    internal void AddGolden(IReadOnlyList<PlanVerdict> verdicts, int epoch)
    {
        BeliefDelta delta = new(_beliefs.Menu, Math.Min(epoch, _beliefs.Epoch));
        foreach (PlanVerdict verdict in verdicts)
            delta.AddOutcome(_beliefs.Menu.PlanNumber(verdict.Plan), verdict.Reward, GoldenStart.QueryWeight);
        _beliefs.Apply(delta);
        _goldenQueries++;
    }

    /// <summary>What becomes of a choice.</summary>
    /// <param name="draw">A uniform draw, from 0 to below 1.</param>
    /// <param name="controlShare">The share of the control.</param>
    internal PlanArm Arm(double draw, double controlShare) =>
        _trial.Role(draw, controlShare) switch
        {
            PlanRole.Planned => PlanArm.Planned,
            PlanRole.Control => PlanArm.Control,
            _ => PlanArm.Suspended,
        };

    /// <summary>Looks whether the planner earns its keep, once the class has queries.</summary>
    /// <returns>Whether anything changed, and whether the planner was suspended by it.</returns>
    internal (bool HasChanged, bool IsSuspended) ReviewGain(TimeSpan patience, DateTimeOffset now)
    {
        bool hasChanged = _queries > 0 && _trial.Evaluate(now, patience);
        return (hasChanged, hasChanged && _trial.SuspendedAt is not null);
    }

    /// <summary>Lets the planner choose again.</summary>
    internal void Resume() => _trial.Restart();

    /// <summary>The form for the store.</summary>
    internal StoredLedger Keep() =>
        new(EvidenceTranslation.ToWire(_beliefs), [.. _beliefs.Events])
        {
            Version = _version,
            Events = [.. _events],
            Citations = [.. _citations.Documents.Select(pair => new CitedDocument(new DocumentId(pair.Key), pair.Value))],
            QueryCount = _queries,
            LabelWeight = _labels.Weight,
            LabelsAt = _labelsAt,
            HasMoved = HasMoved,
            Trial = StoredTrial.Of(_trial),
            Golden = Golden,
        };

    private static PlanDecision Decide(PlanBeliefs beliefs, PlanConstraints constraints, PlanTerms terms, ulong seed, DateTimeOffset at)
    {
        TaskPlannerOptions options = new()
        {
            LatencyPrice = terms.LatencyPrice,
            CostPrice = terms.CostPrice,
            Kappa = terms.Kappa,
            CoherenceTime = terms.CoherenceTime,
        };
        PlanRequest request = new()
        {
            Silo = constraints.Silo,
            Deadline = constraints.Deadline,
            Excluded = constraints.Excluded,
            LabelsPerHour = terms.LabelsPerHour,
        };
        return new TaskPlanner(options, TimeProvider.System, () => seed).Decide(beliefs, request, seed, at);
    }

    private void Follow(CollectionVersion version, DateTimeOffset now)
    {
        if (_version is { } known)
        {
            if (version.FirstShard < known.FirstShard)
                return;
            if (version.FirstShard > known.FirstShard)
            {
                _citations.Clear();
                // What was gained with another model says nothing of this one.
                _trial.Restart();
                Happened(Model, 1, now);
            }

            HasMoved |= !version.Positions.AsSpan().SequenceEqual(known.Positions);
        }

        _version = version;
    }

    private void Happened(string cause, double share, DateTimeOffset now)
    {
        double left = _beliefs.Decohere(share);
        _golden.Faded(left);
        _events.Insert(0, new DecoherenceEvent(now, cause, share, left));
        if (_events.Count > EventsShown)
            _events.RemoveAt(EventsShown);
    }

    private double Labels(DateTimeOffset now) => now <= _labelsAt ? _labels.Weight : _labels.Fade(now - _labelsAt, LabelWindow).Weight;

    private GoldenStatus Golden => new(_golden.Left, _golden.RanAt, _goldenQueries);

    private PlanTrial Trial()
    {
        ArmDifference gain = _trial.Gain;
        bool isKnown = double.IsFinite(gain.Lower);
        return new PlanTrial(_trial.Counts.Planned, _trial.Counts.Control)
        {
            Gain = isKnown ? gain.Estimate : null,
            Lower = isKnown ? gain.Lower : null,
            Upper = isKnown ? gain.Upper : null,
            UnderSince = _trial.UnderSince,
            SuspendedAt = _trial.SuspendedAt,
        };
    }

    private PlanAmplitude ToAmplitude(PlanShare share, PlanSuperposition superposition)
    {
        int plan = _beliefs.Menu.PlanNumber(share.Plan);
        QualityBelief quality = _beliefs.Quality[plan];
        return new PlanAmplitude(share.Plan, share.Probability, superposition.Expected[plan], quality.Successes, quality.Failures);
    }

    private static StageCoherence? ToCoherence(string stage, LatencyBelief latency, TimeSpan coherenceTime, DateTimeOffset now) =>
        latency.IsEmpty
            ? null
            : new StageCoherence(
                stage,
                TimeSpan.FromSeconds(latency.Expected(now, coherenceTime)),
                TimeSpan.FromSeconds(latency.Baseline.Mean),
                latency.Coherence(now, coherenceTime),
                latency.LastSeen
            );
}

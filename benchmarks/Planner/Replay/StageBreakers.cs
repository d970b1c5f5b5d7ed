using RagCluster.Planning.Queries.Superposition.Plans;

namespace RagCluster.PlannerBenchmark.Replay;

/// <summary>
/// A breaker for each step: opens when its last runs took three times as long as they should, is tried again after half a minute.
/// </summary>
internal sealed class StageBreakers(PlanMenu menu, double[] normalSeconds)
{
    private const int Window = 8;
    private const double SlowFactor = 3;
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private readonly Queue<double>[] _last = [.. menu.Stages.Select(_ => new Queue<double>())];
    private readonly DateTimeOffset?[] _openUntil = new DateTimeOffset?[menu.Stages.Count];

    /// <summary>Steps that may not be used now.</summary>
    internal List<string> Open(DateTimeOffset now, bool probesAreElsewhere) =>
        [
            .. Enumerable
                .Range(0, menu.Stages.Count)
                .Where(stage => _openUntil[stage] is { } until && (probesAreElsewhere || now < until))
                .Select(stage => menu.Stages[stage].Name),
        ];

    /// <summary>Steps whose trial is due.</summary>
    internal IEnumerable<int> Due(DateTimeOffset now) =>
        Enumerable.Range(0, menu.Stages.Count).Where(stage => _openUntil[stage] is { } until && now >= until);

    internal void Note(int plan, double[] stageSeconds, DateTimeOffset now)
    {
        foreach (int stage in menu.StagesOf(plan))
        {
            bool isTrial = _openUntil[stage] is not null;
            if (isTrial && stageSeconds[stage] <= SlowFactor * normalSeconds[stage])
            {
                _openUntil[stage] = null;
                _last[stage].Clear();
            }

            _last[stage].Enqueue(stageSeconds[stage]);
            if (_last[stage].Count > Window)
                _last[stage].Dequeue();
            bool isSlow = _last[stage].Count == Window && _last[stage].Average() > SlowFactor * normalSeconds[stage];
            if (isSlow || isTrial && _openUntil[stage] is not null)
                _openUntil[stage] = now + OpenFor;
        }
    }
}

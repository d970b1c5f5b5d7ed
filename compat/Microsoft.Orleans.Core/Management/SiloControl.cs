using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>Answers what the management grain wants to know of this silo, and asks the others.</summary>
internal sealed class SiloControl
{
    private const string Service = "management";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Catalog _catalog;
    private readonly MembershipAgent _membership;
    private readonly ISiloTransport _transport;
    private readonly TimeProvider _time;

    public SiloControl(Catalog catalog, MembershipAgent membership, ISiloTransport transport, TimeProvider time)
    {
        _catalog = catalog;
        _membership = membership;
        _transport = transport;
        _time = time;
        transport.Serve(Service, (_, payload, _) => new(WireFormat.ToArray(Answer(WireFormat.Read<SiloQuestion>(payload, null)!))));
    }

    /// <summary>Asks silos; with none named, all that are active.</summary>
    /// <exception cref="SiloUnavailableException">One of those that were named is gone.</exception>
    public async Task<SiloReport[]> AskAsync(SiloAddress[]? silos, SiloQuestion question)
    {
        SiloAddress[] asked = silos is { Length: > 0 } ? silos : [.. _membership.View.Active];
        return await Task.WhenAll(asked.Select(s => AskOneAsync(s, question)));
    }

    private async Task<SiloReport> AskOneAsync(SiloAddress silo, SiloQuestion question)
    {
        if (silo.Equals(_membership.Local))
            return Answer(question);
        using CancellationTokenSource timeout = new(Timeout, _time);
        ReadOnlyMemory<byte> answer = await _transport.RequestAsync(silo, Service, WireFormat.ToArray(question), timeout.Token);
        return WireFormat.Read<SiloReport>(answer, null) ?? throw new SiloUnavailableException($"{silo} gave no report.");
    }

    private SiloReport Answer(SiloQuestion question)
    {
        if (question.CollectsGarbage)
            GC.Collect();
        if (question.CollectsIdleAfter is { } age)
            _catalog.CollectIdle(age);
        List<ActivationData> activations = _catalog.Activations.ToList();
        return new SiloReport
        {
            Runtime = new SiloRuntimeStatistics(activations.Count, activations.Count, _time.GetUtcNow().UtcDateTime),
            Simple =
            [
                .. activations
                    .GroupBy(a => a.Class.Type.FullName!)
                    .Select(g => new SimpleGrainStatistic
                    {
                        GrainType = g.Key,
                        SiloAddress = _membership.Local,
                        ActivationCount = g.Count(),
                    }),
            ],
            Detailed = question.WantsDetails
                ?
                [
                    .. activations
                        .Where(a => question.GrainTypes is null || question.GrainTypes.Contains(a.Class.Type.FullName!))
                        .Where(a => question.Grain.IsDefault || question.Grain == a.GrainId)
                        .Select(a => new DetailedGrainStatistic
                        {
                            GrainType = a.Class.Type.FullName!,
                            SiloAddress = _membership.Local,
                            GrainId = a.GrainId,
                        }),
                ]
                : [],
        };
    }
}

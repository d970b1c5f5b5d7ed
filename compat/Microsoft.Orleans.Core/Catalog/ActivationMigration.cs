using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;

namespace Orleans.Runtime;

/// <summary>Sends activations to other silos and takes those that come.</summary>
internal sealed class ActivationMigration
{
    private const string Service = "migration";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ISiloTransport _transport;
    private readonly MembershipAgent _membership;
    private readonly PlacementService _placement;
    private readonly SiloServices _silo;
    private readonly Catalog _catalog;

    public ActivationMigration(
        ISiloTransport transport,
        MembershipAgent membership,
        PlacementService placement,
        SiloServices silo,
        Catalog catalog
    )
    {
        _transport = transport;
        _membership = membership;
        _placement = placement;
        _silo = silo;
        _catalog = catalog;
        transport.Serve(Service, (_, payload, _) => new(Accept(payload)));
    }

    /// <summary>Where placement would put the grain now; null when it may stay.</summary>
    public async Task<SiloAddress?> ChooseAsync(
        GrainId grain,
        Dictionary<string, object>? requestContext,
        CancellationToken cancellationToken
    )
    {
        Message call = new() { TargetGrain = grain, RequestContext = requestContext };
        SiloAddress target = await _placement.ChooseAsync(call, cancellationToken);
        return target.Equals(_membership.Local) ? null : target;
    }

    /// <summary>Hands over what an activation leaves with, after its end; false when the target did not take it.</summary>
    public async Task<bool> SendAsync(SiloAddress target, GrainId grain, MigrationContext context)
    {
        using CancellationTokenSource timeout = new(Timeout, _silo.Time);
        using MemoryStream stream = new();
        await using BinaryWriter writer = new(stream);
        GrainAddressCodec.Write(writer, new GrainAddress { GrainId = grain, SiloAddress = _membership.Local });
        context.Write(writer);
        writer.Flush();
        try
        {
            ReadOnlyMemory<byte> answer = await _transport.RequestAsync(target, Service, stream.ToArray(), timeout.Token);
            return answer.Length == 1 && answer.Span[0] == 1;
        }
        catch (Exception exception) when (exception is OrleansException or OperationCanceledException)
        {
            _silo.Logger.LogWarning(exception, "{Grain} could not be moved to {Target}: it is placed by its next call.", grain, target);
            return false;
        }
    }

    private ReadOnlyMemory<byte> Accept(ReadOnlyMemory<byte> payload)
    {
        using BinaryReader reader = new(new MemoryStream(payload.ToArray()));
        GrainId grain = GrainAddressCodec.Read(reader)!.GrainId;
        MigrationContext context = MigrationContext.Read(reader, _silo.References);
        bool accepted = _membership.LocalStatus == SiloStatus.Active && _catalog.TryCreateMigrated(grain, context);
        return new[] { accepted ? (byte)1 : (byte)0 };
    }
}

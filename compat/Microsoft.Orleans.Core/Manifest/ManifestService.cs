using Orleans.Serialization.Wire;

namespace Orleans.Runtime;

/// <summary>Tells clients which grain classes there are.</summary>
internal sealed class ManifestService : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Name = "manifest";

    public ManifestService(SiloTransport transport, GrainManifest manifest) =>
        transport.Serve(Name, (_, _, _) => new(WireFormat.ToArray(manifest.Export())), isForClients: true);

    /// <summary>Asks a gateway.</summary>
    public static async Task<List<GrainCandidate>> AskAsync(GatewayConnections gateways, CancellationToken cancellationToken) =>
        WireFormat.Read<List<GrainCandidate>>(await gateways.RequestAsync(Name, default, cancellationToken), null) ?? [];

    // Nothing to start: it is enough that it was made.
    public void Participate(ISiloLifecycle lifecycle) { }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace RagCluster.Grains.Topology;

/// <summary>
/// The cluster by the membership's view and by what the silos say of themselves. Where no silo says anything, each does everything.
/// </summary>
internal sealed class ClusterView : IClusterView
{
    private readonly IClusterMembershipService _membership;
    private readonly ISiloMetadataCache? _metadata;
    private readonly ILocalSiloDetails _silo;
    private volatile Known? _known;

    public ClusterView(IClusterMembershipService membership, ILocalSiloDetails silo, IServiceProvider services)
    {
        _membership = membership;
        _silo = silo;
        _metadata = services.GetService<ISiloMetadataCache>();
    }

    /// <inheritdoc/>
    public string Local => _silo.SiloAddress.ToParsableString();

    /// <inheritdoc/>
    public bool IsOutcast => _membership.CurrentSnapshot.GetSiloStatus(_silo.SiloAddress) == SiloStatus.Dead;

    /// <inheritdoc/>
    public IReadOnlyList<ClusterSilo> Silos
    {
        get
        {
            ClusterMembershipSnapshot snapshot = _membership.CurrentSnapshot;
            if (_known is { } known && ReferenceEquals(known.Snapshot, snapshot))
                return known.Silos;
            ClusterSilo[] silos =
            [
                .. snapshot
                    .Members.Values.Where(member => member.Status == SiloStatus.Active)
                    .Select(member => Describe(member.SiloAddress, member.Name))
                    .OrderBy(silo => silo.Name, StringComparer.Ordinal)
                    .ThenBy(silo => silo.Address, StringComparer.Ordinal),
            ];
            if (silos.Length == 0)
                return [Describe(_silo.SiloAddress, _silo.Name)];
            // What a new silo says of itself comes a little after the news of it.
            if (silos.All(silo => silo.Roles != SiloRoles.None))
                _known = new Known(snapshot, silos);
            return silos;
        }
    }

    private ClusterSilo Describe(SiloAddress address, string name) =>
        _metadata is null
            ? new ClusterSilo(address.ToParsableString(), name, SiloRoles.All, 1, HasGpu: false)
            : SiloTraits.Describe(address.ToParsableString(), name, _metadata.GetSiloMetadata(address).Metadata);

    private sealed record Known(ClusterMembershipSnapshot Snapshot, ClusterSilo[] Silos);
}

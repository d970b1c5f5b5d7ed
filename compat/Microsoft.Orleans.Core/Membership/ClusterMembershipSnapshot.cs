using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>The cluster as one silo sees it at one version.</summary>
/// <param name="members">Every known silo.</param>
/// <param name="version">The version.</param>
[GenerateSerializer, Immutable]
public sealed class ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
{
    [Id(0)]
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; } = members;

    [Id(1)]
    public MembershipVersion Version { get; } = version;

    /// <summary>None for a silo that is not known; dead when a later one has its endpoint.</summary>
    public SiloStatus GetSiloStatus(SiloAddress silo)
    {
        if (Members.TryGetValue(silo, out ClusterMember? member))
            return member.Status;
        return Members.Keys.Any(other => other.IsSuccessorOf(silo)) ? SiloStatus.Dead : SiloStatus.None;
    }

    public override string ToString() =>
        $"ClusterMembershipSnapshot {{ Version = {Version}, Members = [{string.Join(", ", Members.Values)}] }}";
}

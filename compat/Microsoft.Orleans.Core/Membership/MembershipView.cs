using System.Collections.Immutable;
using System.Text;

namespace Orleans.Runtime;

/// <summary>The members as one silo knows them. Views form a lattice: a merge takes for every silo the later status, so that statuses only
/// go forward, dead stays dead, and a row that vanished from the table changes nothing. Two silos that have merged each other's views
/// agree.</summary>
internal sealed class MembershipView
{
    public static readonly MembershipView Empty = new(ImmutableDictionary<SiloAddress, MembershipEntry>.Empty, 0);

    // Made when first asked for: most views are only merged into another.
    private ImmutableArray<SiloAddress> _active;
    private ImmutableArray<SiloAddress> _live;
    private EpochHolder? _epoch;

    private MembershipView(ImmutableDictionary<SiloAddress, MembershipEntry> members, int version)
    {
        Members = members;
        Version = version;
    }

    public ImmutableDictionary<SiloAddress, MembershipEntry> Members { get; }

    /// <summary>The highest version of the table that went into it. It only grows, even when the table was lost and began anew.</summary>
    public int Version { get; }

    public ViewEpoch Epoch => (_epoch ??= new EpochHolder(ComputeEpoch())).Epoch;

    /// <summary>The silos on which grains may be placed, in order.</summary>
    public ImmutableArray<SiloAddress> Active =>
        _active.IsDefault
            ? _active = [.. Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress).Order()]
            : _active;

    /// <summary>The silos that may hold activations: the active ones and those that are leaving, in order.</summary>
    public ImmutableArray<SiloAddress> Live =>
        _live.IsDefault ? _live = [.. Members.Values.Where(IsLive).Select(m => m.SiloAddress).Order()] : _live;

    public SiloStatus StatusOf(SiloAddress silo)
    {
        if (Members.TryGetValue(silo, out MembershipEntry? member))
            return member.Status;
        return Members.Keys.Any(other => other.IsSuccessorOf(silo)) ? SiloStatus.Dead : SiloStatus.None;
    }

    /// <summary>Whether calls may be sent there.</summary>
    public bool IsServing(SiloAddress silo) => StatusOf(silo) is SiloStatus.Active or SiloStatus.ShuttingDown;

    public bool IsAlive(SiloAddress silo) => Members.TryGetValue(silo, out MembershipEntry? member) && IsLive(member);

    public MembershipView Merge(IEnumerable<MembershipEntry> entries, int version)
    {
        ImmutableDictionary<SiloAddress, MembershipEntry> members = Members;
        foreach (MembershipEntry entry in entries)
        {
            if (members.TryGetValue(entry.SiloAddress, out MembershipEntry? known) && !IsLater(entry, known))
                continue;
            members = members.SetItem(entry.SiloAddress, entry.Copy());
        }

        return ReferenceEquals(members, Members) && version <= Version ? this : new MembershipView(members, Math.Max(version, Version));
    }

    public MembershipView Merge(MembershipView other) => Merge(other.Members.Values, other.Version);

    private ViewEpoch ComputeEpoch()
    {
        string live = string.Join(';', Live.Select(s => $"{s.ToParsableString()}={(int)Members[s].Status}"));
        return new ViewEpoch(
            Members.Values.Where(m => m.Status >= SiloStatus.Active).Select(m => m.StatusVersion).DefaultIfEmpty().Max(),
            StableHash.ComputeHash(Encoding.UTF8.GetBytes(live))
        );
    }

    private static bool IsLive(MembershipEntry entry) => entry.Status is >= SiloStatus.Active and < SiloStatus.Dead;

    // Of two writers of the same status, which a lost table allows, the later version counts: any rule does that all silos share.
    private static bool IsLater(MembershipEntry entry, MembershipEntry known) =>
        entry.Status > known.Status || (entry.Status == known.Status && entry.StatusVersion > known.StatusVersion);

    private sealed record EpochHolder(ViewEpoch Epoch);
}

namespace Orleans;

/// <summary>A silo's row in the membership table.</summary>
[GenerateSerializer]
public sealed class MembershipEntry
{
    [Id(0)]
    public SiloAddress SiloAddress { get; set; } = null!;

    [Id(1)]
    public SiloStatus Status { get; set; }

    [Id(2)]
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    [Id(3)]
    public int ProxyPort { get; set; }

    [Id(4)]
    public string HostName { get; set; } = null!;

    [Id(5)]
    public string SiloName { get; set; } = null!;

    [Id(6)]
    public string? RoleName { get; set; }

    [Id(7)]
    public int UpdateZone { get; set; }

    [Id(8)]
    public int FaultZone { get; set; }

    [Id(9)]
    public DateTime StartTime { get; set; }

    [Id(10)]
    public DateTime IAmAliveTime { get; set; }

    /// <summary>The table's version at which the status became what it is. The epoch of a view is the highest one in it.</summary>
    internal int StatusVersion { get; set; }

    /// <summary>What the silo says of itself (UseSiloMetadata): with the row, so that no silo is ever seen without it.</summary>
    internal IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public void AddSuspector(SiloAddress suspectingSilo, DateTime suspectingTime) =>
        (SuspectTimes ??= []).Add(Tuple.Create(suspectingSilo, suspectingTime));

    /// <summary>Records a vote in place of the same silo's former one or, when there are too many, of the oldest.</summary>
    public void AddOrUpdateSuspector(SiloAddress localSilo, DateTime voteTime, int maxVotes)
    {
        SuspectTimes ??= [];
        SuspectTimes.RemoveAll(v => v.Item1.Equals(localSilo));
        if (SuspectTimes.Count > 0 && SuspectTimes.Count >= maxVotes)
            SuspectTimes.Remove(SuspectTimes.MinBy(v => v.Item2)!);
        SuspectTimes.Add(Tuple.Create(localSilo, voteTime));
    }

    public override string ToString() => $"{SiloAddress}/{SiloName}/{Status}";

    internal MembershipEntry Copy()
    {
        MembershipEntry copy = (MembershipEntry)MemberwiseClone();
        copy.SuspectTimes = SuspectTimes is null ? null : [.. SuspectTimes];
        return copy;
    }

    internal MembershipEntry With(SiloStatus status, int version)
    {
        MembershipEntry copy = Copy();
        copy.Status = status;
        copy.StatusVersion = version;
        return copy;
    }
}

namespace Orleans;

/// <summary>Rows of the membership table with their tags, read at one version.</summary>
[GenerateSerializer]
public sealed class MembershipTableData
{
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version)
    {
        Members = [.. list.OrderBy(m => m.Item1.Status == SiloStatus.Dead).ThenBy(m => m.Item1.SiloName, StringComparer.Ordinal)];
        Version = version;
    }

    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version)
        : this([tuple], version) { }

    public MembershipTableData(TableVersion version)
        : this([], version) { }

    [Id(0)]
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; private set; }

    [Id(1)]
    public TableVersion Version { get; private set; }

    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) => Members.FirstOrDefault(m => m.Item1.SiloAddress.Equals(silo));

    public override string ToString() => $"{Members.Count} silos, Version={Version}: {string.Join(", ", Members.Select(m => m.Item1))}";
}

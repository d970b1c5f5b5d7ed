namespace Orleans;

/// <summary>The store of the cluster's members. Every write but the heartbeat is a compare-and-set on the table's version.</summary>
public interface IMembershipTable
{
    Task InitializeMembershipTable(bool tryInitTableVersion);

    Task DeleteMembershipTableEntries(string clusterId);

    /// <summary>Removes the rows of silos that are not active and were last alive before the date.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    Task<MembershipTableData> ReadRow(SiloAddress key);

    Task<MembershipTableData> ReadAll();

    /// <summary>Adds a row; false when the row exists or the table has another version than the given one's tag.</summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    /// <summary>Replaces a row; false when it does not exist, has another tag, or the table has another version.</summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    /// <summary>Writes the heartbeat only; changes no version.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);
}
